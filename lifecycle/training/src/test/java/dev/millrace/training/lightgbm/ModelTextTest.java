package dev.millrace.training.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.model.onnx.Trees;
import dev.millrace.model.onnx.Trees.Branch;
import dev.millrace.model.onnx.Trees.Leaf;
import dev.millrace.training.trainer.Objective;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class ModelTextTest {

  private static final Objective BINARY = new Objective.Binary();

  /** Where numbers are missing: by default left, as 0 and so left, as 0 and so right, right. */
  private static final String TREE =
      """
      Tree=0
      num_leaves=5
      split_feature=0 1 1 0
      threshold=0.5 0.25 -0.25 inf
      decision_type=10 0 0 8
      left_child=1 -1 -2 -4
      right_child=2 -3 3 -5
      leaf_value=0.5 1e-3 -2 4 8
      shrinkage=1
      """;

  private static String model(String objective, String tree) {
    return """
    tree
    num_tree_per_iteration=1
    max_feature_idx=1
    objective=%s

    %s

    end of trees
    """
        .formatted(objective, tree);
  }

  private static List<Trees.Node> nodes(String tree) {
    return new ModelText(model("binary sigmoid:1", tree), BINARY)
        .sums(2)
        .getFirst()
        .ensemble(DoubleUnaryOperator.identity())
        .trees()
        .getFirst();
  }

  @Test
  void sums_decisionsOfEachKind_areBranches() {
    assertThat(nodes(TREE))
        .containsExactly(
            new Branch(0, Math.nextUp(0.5f), 1, 2, true),
            new Branch(1, Math.nextUp(0.25f), 3, 4, true),
            new Branch(1, Math.nextUp(-0.25f), 5, 6, false),
            new Leaf(0.5f),
            new Leaf(-2),
            new Leaf(1e-3f),
            new Branch(0, Float.NEGATIVE_INFINITY, 8, 7, true),
            new Leaf(4),
            new Leaf(8));
  }

  @Test
  void sums_treeOfOneLeaf_isThatLeaf() {
    String constant =
        """
        Tree=0
        num_leaves=1
        split_feature=
        threshold=
        decision_type=
        left_child=
        right_child=
        leaf_value=0.25
        """;
    assertThat(nodes(constant)).containsExactly(new Leaf(0.25f));
  }

  @Test
  void new_anotherKindOfModel_isRefused() {
    assertThatThrownBy(() -> new ModelText(model("binary sigmoid:2", TREE), BINARY))
        .hasMessage("not a model of objective binary sigmoid:1: binary sigmoid:2");
    assertThatThrownBy(
            () -> new ModelText(model("multiclass num_class:3", TREE), new Objective.Multiclass(3)))
        .hasMessageContaining("num_tree_per_iteration 3");
    for (String decision : List.of("1", "4", "12")) {
      assertThatThrownBy(() -> nodes(TREE.replace("=10 0", "=" + decision + " 0")))
          .hasMessage("a decision of unknown kind: " + decision);
    }
    assertThatThrownBy(() -> nodes(TREE.replace("left_child=1 -1", "left_child=4 -1")))
        .hasMessage("a tree whose decisions lead nowhere");
    assertThatThrownBy(() -> nodes(TREE.replace("left_child=1 -1 -2", "left_child=1 -1 0")))
        .hasMessage("a tree whose decisions lead nowhere");
    assertThatThrownBy(() -> nodes(TREE.replace("right_child=2 -3 3 -5", "right_child=2 -3 3 -6")))
        .hasMessage("a tree whose decisions lead nowhere");
    assertThatThrownBy(() -> nodes(TREE.replace("num_leaves=5", "num_leaves=6")))
        .hasMessage("a tree whose arrays are not of one length");
    assertThatThrownBy(() -> nodes(TREE.replace("split_feature=0", "split_feature=2")))
        .hasMessageContaining("of features it does not have");
    assertThatThrownBy(() -> nodes(TREE.replace("leaf_value", "leaves")))
        .hasMessage("the tree has no 'leaf_value'");
  }
}
