package dev.millrace.training.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.model.onnx.Trees;
import dev.millrace.model.onnx.Trees.Branch;
import dev.millrace.model.onnx.Trees.Leaf;
import dev.millrace.model.onnx.Trees.Membership;
import dev.millrace.training.trainer.Objective;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  /** Two sets, the first of one word of bits, the second of two. */
  private static final String SETS =
      """
      Tree=0
      num_leaves=3
      num_cat=2
      split_feature=1 1
      threshold=1 0
      decision_type=9 1
      left_child=1 -1
      right_child=-3 -2
      leaf_value=0.5 -2 4
      cat_boundaries=0 1 3
      cat_threshold=2147483657 0 3
      """;

  @Test
  void sums_setsOfCategories_areThoseThatGoLeft() {
    assertThat(nodes(SETS))
        .containsExactly(
            new Membership(1, List.of(32, 33), 1, 2, false),
            new Membership(1, List.of(0, 3, 31), 3, 4, false),
            new Leaf(4),
            new Leaf(0.5f),
            new Leaf(-2));
  }

  @ParameterizedTest
  @CsvSource({
    "threshold=1, threshold=2, that is not there",
    "threshold=1, threshold=-1, that is not there",
    "threshold=1, threshold=0.5, that is not there",
    "threshold=1, threshold=NaN, that is not there",
    "num_cat=2, num_cat=0, that is not there",
    "num_cat=2, num_cat=3, not of one length",
    "num_cat=2, num_cat=1, not of one length",
    "num_cat=2, num_cat=-1, not of one length",
    "=0 1 3, =0 2 1, begin or end nowhere",
    "=0 1 3, =1 1 3, begin or end nowhere",
    "=0 1 3, =0 4 3, ends where there is none",
    "=0 1 3, =0 0 3, of no categories",
    "7 0 3, 7 0 0, of no categories"
  })
  void new_setsThatAreNone_isRefused(String found, String written, String message) {
    assertThatThrownBy(() -> nodes(SETS.replace(found, written)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void takesForCategories_constantFeature_isWhicheverNoTreeContradicts() {
    assertThat(takes("[0:1] -1:3:2", SETS, 1)).isTrue();
    assertThat(takes("[0:1] -1:3:2", SETS)).isFalse();
    assertThat(takes("[0:1] -1:3:2", SETS, 0, 1)).isFalse();
    assertThat(takes("[0:1] -1:3:2", SETS, 0)).isFalse();
    assertThat(takes("none none", SETS, 1)).isTrue();
    assertThat(takes("none none", SETS, 0, 1)).isTrue();
    assertThat(takes("none none", SETS, 0)).isFalse();
    assertThat(takes("none none", TREE, 0)).isFalse();
    assertThat(takes("none none", TREE)).isTrue();
  }

  private static boolean takes(String bins, String tree, Integer... categorical) {
    String text = model("binary sigmoid:1\nfeature_infos=" + bins, tree);
    return new ModelText(text, BINARY).takesForCategories(List.of(categorical));
  }

  @Test
  void new_anotherKindOfModel_isRefused() {
    assertThatThrownBy(() -> new ModelText(model("binary sigmoid:2", TREE), BINARY))
        .hasMessage("not a model of objective binary sigmoid:1: binary sigmoid:2");
    assertThatThrownBy(
            () -> new ModelText(model("multiclass num_class:3", TREE), new Objective.Multiclass(3)))
        .hasMessageContaining("num_tree_per_iteration 3");
    for (String decision : List.of("4", "5", "12")) {
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
