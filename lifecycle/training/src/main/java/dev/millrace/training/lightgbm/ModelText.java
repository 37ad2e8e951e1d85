package dev.millrace.training.lightgbm;

import dev.millrace.training.trainer.Objective;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads the trees out of a model that LightGBM saved as text.
 *
 * <p>The format is that of LightGBM's {@code src/boosting/gbdt_model_text.cpp}: lines {@code
 * name=value}, first those of the model, then those of each tree after {@code Tree=N}, up to {@code
 * end of trees}. A prediction is a function of the sum of one leaf of each tree; what training
 * started from is in the leaves of the first. Of several classes each round has a tree for each, in
 * their order.
 */
final class ModelText {

  private static final String END = "end of trees";

  private final Objective objective;
  private final Map<String, String> model;
  private final List<TreeText> trees = new ArrayList<>();

  /**
   * @throws IllegalArgumentException if the model is not one that {@link LightgbmTrainer} asks for
   */
  ModelText(String text, Objective objective) {
    this.objective = objective;
    if (!text.contains(END)) {
      throw new IllegalArgumentException("not a model of LightGBM's");
    }
    List<Map<String, String>> blocks = blocks(text);
    this.model = blocks.getFirst();
    require("objective", Objectives.saved(objective));
    require("num_tree_per_iteration", String.valueOf(objective.outputs()));
    blocks.subList(1, blocks.size()).forEach(lines -> trees.add(new TreeText(lines)));
    if (trees.isEmpty() || trees.stream().anyMatch(tree -> tree.lastFeature() >= features())) {
      throw new IllegalArgumentException("a model without trees, or of features it does not have");
    }
  }

  private void require(String name, String expected) {
    if (!expected.equals(model.get(name))) {
      throw new IllegalArgumentException(
          "not a model of " + name + " " + expected + ": " + model.get(name));
    }
  }

  private static List<Map<String, String>> blocks(String text) {
    List<Map<String, String>> blocks = new ArrayList<>();
    Map<String, String> lines = new HashMap<>();
    blocks.add(lines);
    for (String line : text.substring(0, text.indexOf(END)).lines().toList()) {
      if (line.startsWith("Tree=")) {
        lines = new HashMap<>();
        blocks.add(lines);
      }
      int equals = line.indexOf('=');
      lines.put(line.substring(0, Math.max(0, equals)), line.substring(equals + 1));
    }
    return blocks;
  }

  /**
   * The text without what says how it was trained, which differs by the number of threads, and
   * without the sizes of trees, by which LightGBM would look for them unchecked.
   */
  static String ofTreesAlone(String text) {
    return text.substring(0, text.indexOf(END) + END.length())
            .lines()
            .filter(line -> !line.startsWith("tree_sizes="))
            .collect(Collectors.joining("\n"))
        + "\n";
  }

  /** How many features the model was fitted to. */
  int features() {
    return Integer.parseInt(model.getOrDefault("max_feature_idx", "-1")) + 1;
  }

  /**
   * Whether the model takes exactly these features, by number, for categories. It lists the bins of
   * such a feature, not its range, but says nothing of one that had the same value in all rows.
   */
  boolean takesForCategories(List<Integer> categorical) {
    String[] bins = model.getOrDefault("feature_infos", "").split(" ", -1);
    for (int feature = 0; feature < bins.length; feature++) {
      boolean known = !bins[feature].equals("none");
      if (known && categorical.contains(feature) == bins[feature].startsWith("[")) {
        return false;
      }
    }
    return categorical.containsAll(categories())
        && trees.stream()
            .flatMapToInt(tree -> tree.features(false))
            .noneMatch(categorical::contains);
  }

  /** The numbers of features that trees have sets of categories of. */
  List<Integer> categories() {
    return trees.stream().flatMapToInt(tree -> tree.features(true)).distinct().boxed().toList();
  }

  /** How many rounds it grew. */
  int rounds() {
    return trees.size() / objective.outputs();
  }

  /**
   * The sum of each output's leaves.
   *
   * @param features how many the model was fitted to
   */
  List<LeafSums> sums(int features) {
    List<LeafSums> sums = new ArrayList<>();
    for (int output = 0; output < objective.outputs(); output++) {
      List<TreeText> ofOutput = new ArrayList<>();
      for (int tree = output; tree < trees.size(); tree += objective.outputs()) {
        ofOutput.add(trees.get(tree));
      }
      sums.add(new LeafSums(features, ofOutput));
    }
    return sums;
  }
}
