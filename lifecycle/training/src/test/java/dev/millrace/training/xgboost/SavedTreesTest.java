package dev.millrace.training.xgboost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.core.value.Json;
import dev.millrace.model.onnx.Trees;
import dev.millrace.model.onnx.Trees.Branch;
import dev.millrace.model.onnx.Trees.Leaf;
import dev.millrace.model.onnx.Trees.Membership;
import dev.millrace.training.trainer.Objective;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SavedTreesTest {

  private static final Objective BINARY = new Objective.Binary();

  /** Root 0 splits to 1 (a leaf) and 2; node 2 was pruned to a leaf, cutting off 3 and 4. */
  private static final String PRUNED =
      """
      {"left_children": [2, -1, -1, -1, -1], "right_children": [1, -1, -1, -1, -1],
       "split_conditions": [2.5E0, -3E-1, 4E-1, 9E0, 8E0], "split_indices": [1, 0, 0, 0, 0],
       "default_left": [1, 0, 0, 0, 0], "loss_changes": [7, 1, 2, 3, 4], "categories": [],
       "categories_nodes": [], "categories_segments": [], "categories_sizes": []}
      """;

  @Test
  void trees_prunedTree_keepsOnlyWhatTheRootReaches() {
    Trees trees = new SavedTrees(model("2.5E-1", "gbtree", PRUNED), BINARY, 1).trees(2).getFirst();
    assertThat(trees.trees().getFirst())
        .containsExactly(new Branch(1, 2.5f, 1, 2, true), new Leaf(0.4f), new Leaf(-0.3f));
    assertThat(trees.features()).isEqualTo(2);
  }

  @Test
  void trees_setOfCategories_areThoseThatGoRight() {
    String categorical =
        PRUNED
            .replace("\"categories\": []", "\"categories\": [3, 70, 5]")
            .replace("\"categories_nodes\": []", "\"categories_nodes\": [0, 4]")
            .replace("\"categories_segments\": []", "\"categories_segments\": [0, 2]")
            .replace("\"categories_sizes\": []", "\"categories_sizes\": [2, 1]");
    Trees trees =
        new SavedTrees(model("0.5", "gbtree", categorical), BINARY, 1).trees(2).getFirst();
    assertThat(trees.trees().getFirst())
        .containsExactly(
            new Membership(1, List.of(3, 70), 2, 1, false), new Leaf(0.4f), new Leaf(-0.3f));
  }

  @Test
  void addTo_prunedTree_countsOnlyWhatTheRootReaches() {
    double[] gain = new double[2];
    long[] splits = new long[2];
    new SavedTrees(model("2.5E-1", "gbtree", PRUNED), BINARY, 1).addTo(gain, splits);
    assertThat(gain).containsExactly(0, 7);
    assertThat(splits).containsExactly(0, 1);
  }

  @Test
  void trees_baseScoreBareOrInBrackets_isItsLogit() {
    for (String written : new String[] {"2.5E-1", "[2.5E-1]"}) {
      Trees trees = new SavedTrees(model(written, "gbtree", PRUNED), BINARY, 1).trees(2).getFirst();
      assertThat(trees.baseValue()).isCloseTo((float) -Math.log(3), within(1e-6f));
    }
  }

  @Test
  void trees_anotherKindOfModel_isRefused() {
    assertThatThrownBy(() -> new SavedTrees(model("0.5", "dart", PRUNED), BINARY, 1).trees(2))
        .hasMessageContaining("not a model of gbtree");
    assertThatThrownBy(() -> new SavedTrees(model("1", "gbtree", PRUNED), BINARY, 1).trees(2))
        .hasMessageContaining("base_score is not a probability");
    for (String tree : new String[] {"{}", "{\"left_children\": 7}"}) {
      assertThatThrownBy(() -> new SavedTrees(model("0.5", "gbtree", tree), BINARY, 1).trees(2))
          .hasMessageContaining("no array 'left_children'");
    }
  }

  private static JsonNode model(String baseScore, String booster, String tree) {
    return Json.parse(
        """
        {"learner": {"gradient_booster": {"name": "%s", "model": {"trees": [%s], "tree_info": [0]}},
          "learner_model_param": {"base_score": "%s"}, "objective": {"name": "binary:logistic"}}}
        """
            .formatted(booster, tree, baseScore));
  }
}
