# Who works? A model fitted on the delivered sample, outside: fit.R COEFFICIENTS SAMPLE.csv...
#
# A logistic regression of "works" on age, sex, origin, household type and living-wage category, every class a term. Classes are
# many and the sample is small, so each coefficient has a normal prior around 0 with variance 1 (ridge; the intercept 100):
# what occurs once or never stays near 0 instead of running away. Writes term,estimate; base R only. The weights of the sample
# are not used: it is a tenth of every stratum.
predictors <- c("age", "sex", "origin", "household_type", "living_wage_category")
arguments <- commandArgs(trailingOnly = TRUE)
rows <- do.call(rbind, lapply(arguments[-1], read.csv, colClasses = "character", na.strings = character()))
works <- as.numeric(rows$socio_economic_position %in% c("1", "2", "3"))

terms <- unlist(lapply(predictors, function(name) paste0(name, "=", sort(unique(rows[[name]])))))
design <- sapply(terms, function(term) {
  part <- strsplit(term, "=", fixed = TRUE)[[1]]
  as.numeric(rows[[part[1]]] == part[2])
})
design <- cbind(1, design)
penalty <- diag(c(1 / 100, rep(1, length(terms))))

# Newton's method; the penalised likelihood is concave, so it has one maximum.
beta <- numeric(ncol(design))
for (round in 1:100) {
  chance <- as.vector(plogis(design %*% beta))
  slope <- crossprod(design, works - chance) - penalty %*% beta
  step <- solve(crossprod(design * sqrt(chance * (1 - chance))) + penalty, slope)
  beta <- beta + as.vector(step)
  if (max(abs(step)) < 1e-9) break
}
stopifnot(max(abs(step)) < 1e-9)
write.csv(data.frame(term = c("(intercept)", terms), estimate = sprintf("%.6f", beta)), arguments[1], row.names = FALSE,
          quote = FALSE)
