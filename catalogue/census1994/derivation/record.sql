SELECT subject.person, adult.sex, adult.age, adult.country, adult.marital_status, adult.education, adult.work_class,
  adult.salary
FROM subject
JOIN adult ON adult.record = subject.person
