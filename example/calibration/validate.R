# Does the model of the sample hold for everybody? Inside the enclave: validate.R YEAR
#
# Applies /model/coefficients.csv (as fit.R wrote it) to the population of that year and looks how well it tells who works.
# Base R only. What it writes to /out, and what of it can leave (doc/format/output-request.md):
#
#   observed.csv     the observed side of the calibration, the share that works by living-wage category: a typed table
#   auc.txt          area under the ROC curve and calibration slope, two digits each: a note, which the checker reads
#   calibration.csv  expected against observed in bands of predicted chance. A band is no variable of the deliberation, so
#                    beraad could not compute this table again: it has no place in the sidecar and stays in quarantine
predictors <- c("age", "sex", "origin", "household_type", "living_wage_category")
year <- as.integer(commandArgs(trailingOnly = TRUE)[1])
rows <- read.csv(sprintf("/data/population-%d.csv", year), colClasses = "character", na.strings = character())
model <- read.csv("/model/coefficients.csv", colClasses = c("character", "numeric"))
estimate <- setNames(model$estimate, model$term)
works <- rows$socio_economic_position %in% c("1", "2", "3")

# A class that the sample did not have counts 0, the middle of its prior.
score <- rep(estimate[["(intercept)"]], nrow(rows))
for (name in predictors) {
  of_class <- estimate[paste0(name, "=", rows[[name]])]
  score <- score + ifelse(is.na(of_class), 0, of_class)
}
score <- round(score, 6)

# Mann and Whitney: the chance that somebody who works has the higher score of two, a tie counted half.
ones <- as.numeric(sum(works))
auc <- (sum(rank(score)[works]) - ones * (ones + 1) / 2) / (ones * (length(works) - ones))
slope <- coef(glm(works ~ score, family = binomial, epsilon = 1e-12))[["score"]]
cat(sprintf("Model of the sample, applied to the population.\nArea under the curve %.2f; calibration slope %.2f\n", auc, slope),
    file = "/out/auc.txt")

band <- cut(plogis(score), seq(0, 1, 0.1), include.lowest = TRUE, labels = FALSE)
banded <- data.frame(band = sort(unique(band)), persons = as.vector(table(band)),
                     expected = as.vector(tapply(plogis(score), band, sum)), observed = as.vector(tapply(works, band, sum)))
write.csv(banded, "/out/calibration.csv", row.names = FALSE)

# position4: working, job-seeking, not active, other (catalogue/amsb/classes/position4.csv).
position4 <- c("1", "1", "1", "2", "3", "3", "3", "3", "9")[as.integer(rows$socio_economic_position)]
counts <- table(rows$living_wage_category, position4)
shares <- as.data.frame(counts / rowSums(counts), stringsAsFactors = FALSE)
shares <- shares[as.vector(counts) > 0, ]
cat("living_wage_category,socio_economic_position,share\n", sprintf("%s,%s,%.6f\n", shares[[1]], shares[[2]], shares[[3]]),
    sep = "", file = "/out/observed.csv")
cat("output: 1
files:
  - file: observed.csv
    type: proportions
    year: ", year, "
    by: [living_wage_category, {variable: socio_economic_position, as: position4}]
    of: [living_wage_category]
  - file: auc.txt
    type: note
", sep = "", file = "/out/output.yaml")
