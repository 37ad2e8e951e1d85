package dev.millrace.training;

import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import dev.millrace.data.transform.TransformedMatrix;
import dev.millrace.training.trainer.BoostingSettings;
import java.util.Collection;
import java.util.List;

/**
 * Features whose values are codes of categories.
 *
 * @param numbers of the features, ascending
 */
record Categories(List<Integer> numbers) {

  /**
   * @param monotone names of features whose order counts, which categories have none of
   * @param features names of all
   * @throws UserError if there is no such feature, or it is to be monotone
   */
  static Categories of(List<String> wanted, Collection<String> monotone, List<String> features) {
    for (String name : wanted) {
      if (!features.contains(name)) {
        throw UserError.usage("categorical: there is no feature '" + name + "'")
            .hint(Suggestion.remedy(name, features));
      }
      if (monotone.contains(name)) {
        throw UserError.usage(
                "feature '"
                    + name
                    + "' is both monotone and categorical, but categories"
                    + " neither rise nor fall")
            .hint("leave it out of one of the two");
      }
    }
    return new Categories(wanted.stream().map(features::indexOf).distinct().sorted().toList());
  }

  /**
   * @throws UserError if a value is no code of a category
   */
  void require(TransformedMatrix matrix, String split) {
    int width = matrix.features().size();
    for (int feature : numbers) {
      for (int row = 0; row < matrix.rows(); row++) {
        float value = matrix.values()[row * width + feature];
        // what is missing is NaN, and stays it
        if (value < 0 || (value != Math.rint(value) && !Float.isNaN(value))) {
          throw wrong(matrix, feature, row, split)
              .hint("make codes of it in the transform step: " + remedy(matrix, feature));
        }
        if (value >= BoostingSettings.MOST_CATEGORIES) {
          throw wrong(matrix, feature, row, split)
              .hint("keep the most frequent: vocabulary: { top: 1000 }, or hash into fewer");
        }
      }
    }
  }

  private static UserError wrong(TransformedMatrix matrix, int feature, int row, String split) {
    int width = matrix.features().size();
    return UserError.failure(
        "feature '%s' of row %d of '%s' is %s; expected the code of a category, an integer from 0 to %,d"
            .formatted(
                matrix.features().get(feature),
                row,
                split,
                matrix.values()[row * width + feature],
                BoostingSettings.MOST_CATEGORIES - 1));
  }

  private static String remedy(TransformedMatrix matrix, int feature) {
    String name = matrix.features().get(feature);
    return name + ": { from: …, vocabulary: {} }";
  }
}
