SELECT record AS person FROM adult
