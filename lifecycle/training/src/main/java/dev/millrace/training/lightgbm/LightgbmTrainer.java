package dev.millrace.training.lightgbm;

import dev.millrace.core.error.UserError;
import dev.millrace.training.trainer.Boosting;
import dev.millrace.training.trainer.BoostingSettings;
import dev.millrace.training.trainer.FittedModel;
import dev.millrace.training.trainer.RoundListener;
import dev.millrace.training.trainer.Trainer;
import dev.millrace.training.trainer.TrainingOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Gradient boosted trees by LightGBM, which grows the leaf that gains most. Ke et al., "LightGBM: A
 * Highly Efficient Gradient Boosting Decision Tree", NIPS 2017.
 */
public final class LightgbmTrainer implements Trainer {

  /** As many as LightGBM allows. */
  private static final int MOST_LEAVES = 131_072;

  /**
   * LightGBM's default. It guesses from their weight how many rows a leaf has, and ends with an
   * error where it guessed some and there are none.
   */
  private static final double LEAST_CHILD_WEIGHT = 1e-3;

  /** LightGBM's default of the rows that the categories of a set have together, at least. */
  private static final int LEAST_ROWS_OF_SET = 100;

  @Override
  public String name() {
    return "lightgbm";
  }

  @Override
  public void load() {
    NativeLibrary.open();
  }

  @Override
  public FittedModel fit(TrainingOrder order, RoundListener rounds) throws InterruptedException {
    order.requireValidation();
    requireConstrainable(order);
    requireSmallGroups(order.training().groups());
    order.validation().ifPresent(rows -> requireSmallGroups(rows.groups()));
    String parameters = parameters(order);
    try (Growth growth = Growth.start(order, parameters)) {
      int kept = Boosting.run(growth, order, rounds);
      return LightgbmModel.of(
          growth.text(kept),
          order.objective(),
          order.training().features().features(),
          order.threads());
    }
  }

  private static void requireConstrainable(TrainingOrder order) {
    if (!order.settings().monotone().isEmpty() && Objectives.renewsLeaves(order.objective())) {
      throw UserError.usage(
              "lightgbm has no monotone constraints for the objectives absolute and quantile")
          .hint("use trainer: xgboost, or leave monotone out");
    }
  }

  private static void requireSmallGroups(Optional<int[]> groups) {
    int largest = groups.map(sizes -> Arrays.stream(sizes).max().orElse(0)).orElse(0);
    if (largest > Objectives.LARGEST_GROUP) {
      throw UserError.usage(
              "a group has "
                  + largest
                  + " rows; expected at most "
                  + Objectives.LARGEST_GROUP
                  + ", which is all that lightgbm ranks")
          .hint("use trainer: xgboost, or smaller groups");
    }
  }

  private static String parameters(TrainingOrder order) {
    BoostingSettings settings = order.settings();
    Map<String, Object> parameters = new LinkedHashMap<>(Objectives.parameters(order.objective()));
    parameters.put("max_depth", settings.depth());
    parameters.put("num_leaves", leaves(settings));
    parameters.put("learning_rate", settings.learningRate());
    parameters.put(
        "min_sum_hessian_in_leaf", Math.max(settings.minChildWeight(), LEAST_CHILD_WEIGHT));
    // The least weight alone says how small a leaf may be.
    parameters.put("min_data_in_leaf", 1);
    parameters.put("bagging_fraction", settings.subsample());
    parameters.put("bagging_freq", settings.subsample() < 1 ? 1 : 0);
    parameters.put("feature_fraction", settings.columnSample());
    parameters.put("lambda_l1", settings.l1());
    parameters.put("lambda_l2", settings.l2());
    if (!settings.monotone().isEmpty()) {
      parameters.put("monotone_constraints", joined(settings.monotone()));
    }
    if (!settings.categorical().isEmpty()) {
      parameters.put("categorical_feature", joined(settings.categorical()));
      // By the default alone, fewer than two hundred rows could not be split by sets at all.
      int rows = order.training().labels().length;
      parameters.put("min_data_per_group", Math.clamp(rows / 10, 1, LEAST_ROWS_OF_SET));
    }
    parameters.put("seed", Math.floorMod(settings.seed(), Integer.MAX_VALUE));
    parameters.put("num_threads", order.threads());
    // A feature's histogram is summed by one thread, so no sum depends on how many there are.
    parameters.put("deterministic", true);
    parameters.put("force_col_wise", true);
    // Its warnings go to the process's own output, past the task's log.
    parameters.put("verbosity", -1);
    return parameters.entrySet().stream()
        .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
        .collect(Collectors.joining(" "));
  }

  private static String joined(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static int leaves(BoostingSettings settings) {
    int most = Math.min(1 << settings.depth(), MOST_LEAVES);
    return settings.leaves() > 0 ? Math.min(settings.leaves(), most) : most;
  }
}
