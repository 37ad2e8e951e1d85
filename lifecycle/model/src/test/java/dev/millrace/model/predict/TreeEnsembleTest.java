package dev.millrace.model.predict;

import static dev.millrace.model.predict.RawModel.attribute;
import static dev.millrace.model.predict.RawModel.floats;
import static dev.millrace.model.predict.RawModel.integers;
import static dev.millrace.model.predict.RawModel.strings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.millrace.core.error.UserError;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.onnx.ElementType;
import dev.millrace.model.onnx.GraphBuilder;
import dev.millrace.model.onnx.Operators;
import dev.millrace.model.onnx.Trees;
import dev.millrace.model.onnx.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TreeEnsembleTest {

  private static final float[] SPECIAL = {
    0f,
    -0f,
    1f,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MAX_VALUE,
    -Float.MAX_VALUE
  };

  @Test
  void predict_randomTrees_equalsWalkingThemOneByOne() {
    Random random = new Random(99);
    for (int round = 0; round < 60; round++) {
      int features = 1 + random.nextInt(5);
      Trees trees = randomTrees(random.nextInt(30), features, random);
      float[][] rows = new float[200][features];
      for (float[] row : rows) {
        for (int feature = 0; feature < features; feature++) {
          row[feature] = number(random);
        }
      }

      float[] found = predict(trees, rows);

      for (int row = 0; row < rows.length; row++) {
        int bits = Float.floatToRawIntBits(found[row]);
        assertThat(bits).isEqualTo(Float.floatToRawIntBits(naive(trees, rows[row])));
      }
    }
  }

  /** Straight from the definition: a comparison of floats at each node. */
  private static float naive(Trees trees, float[] row) {
    float sum = trees.baseValue();
    for (List<Trees.Node> tree : trees.trees()) {
      Trees.Node node = tree.getFirst();
      while (node instanceof Trees.Branch branch) {
        float value = row[branch.feature()];
        boolean below = Float.isNaN(value) ? branch.missingBelow() : value < branch.threshold();
        node = tree.get(below ? branch.below() : branch.otherwise());
      }
      sum += ((Trees.Leaf) node).weight();
    }
    return sum;
  }

  private static Trees randomTrees(int count, int features, Random random) {
    List<List<Trees.Node>> trees = new ArrayList<>();
    for (int tree = 0; tree < count; tree++) {
      Map<Integer, Trees.Node> nodes = new HashMap<>();
      grow(nodes, 0, random.nextInt(8), features, random);
      List<Trees.Node> list = new ArrayList<>();
      for (int i = 0; i < nodes.size(); i++) {
        list.add(nodes.get(i));
      }
      trees.add(list);
    }
    return new Trees(features, number(random), trees);
  }

  /** Fills a place with a random subtree; places are given out depth first. */
  private static void grow(
      Map<Integer, Trees.Node> nodes, int place, int depth, int features, Random random) {
    nodes.put(place, new Trees.Leaf((float) random.nextGaussian()));
    if (depth == 0 || random.nextInt(6) == 0) {
      return;
    }
    float threshold = number(random);
    while (Float.isNaN(threshold)) {
      threshold = number(random);
    }
    int below = nodes.size();
    grow(nodes, below, depth - 1, features, random);
    int otherwise = nodes.size();
    grow(nodes, otherwise, depth - 1, features, random);
    int feature = random.nextInt(features);
    nodes.put(place, new Trees.Branch(feature, threshold, below, otherwise, random.nextBoolean()));
  }

  private static float number(Random random) {
    return random.nextInt(3) == 0
        ? SPECIAL[random.nextInt(SPECIAL.length)]
        : random.nextInt(-8, 8) / 4f;
  }

  /** Missing values and infinities of floats come from doubles that are missing or too large. */
  private static float[] predict(Trees trees, float[][] rows) {
    GraphBuilder graph = new GraphBuilder("trees");
    Operators op = new Operators(graph);
    SequencedMap<String, Column> columns = new LinkedHashMap<>();
    var features = new ArrayList<Value>();
    for (int feature = 0; feature < trees.features(); feature++) {
      Field field = new Field("f" + feature, DataType.NUMBER, true);
      Value number = op.cast(graph.input(field), ElementType.FLOAT);
      features.add(op.where(graph.presence(field), number, op.constant(Float.NaN)));
      columns.put(field.name(), column(rows, feature));
    }
    graph.output("sum", op.rows(op.trees(op.matrix(features), trees)));
    Predictor predictor = Predictor.of(graph.toBytes(), graph.signature("UTC"));
    double[] sums =
        ((Column.Doubles) predictor.predict(new Batch(rows.length, columns)).column("sum"))
            .values();
    float[] found = new float[sums.length];
    for (int row = 0; row < found.length; row++) {
      found[row] = (float) sums[row];
    }
    return found;
  }

  private static Column column(float[][] rows, int feature) {
    double[] values = new double[rows.length];
    boolean[] present = new boolean[rows.length];
    for (int row = 0; row < rows.length; row++) {
      float value = rows[row][feature];
      present[row] = !Float.isNaN(value);
      double finite = Float.isInfinite(value) ? Math.copySign(1e300, value) : value;
      values[row] = present[row] ? finite : 0;
    }
    return new Column.Doubles(values, present);
  }

  @ParameterizedTest
  @CsvSource({
    "BRANCH_LT, 1, 0, 0",
    "BRANCH_LEQ, 1, 1, 0",
    "BRANCH_GTE, 0, 1, 1",
    "BRANCH_GT, 0, 0, 1",
    "BRANCH_EQ, 0, 1, 0",
    "BRANCH_NEQ, 1, 0, 1",
  })
  void modes_decideBelowAtAndAboveTheThreshold(String mode, int below, int at, int above) {
    for (long missing = 0; missing < 2; missing++) {
      RawModel model = stump(mode, missing);

      assertThat(model.predict("[{\"x\": 1}, {\"x\": 2}, {\"x\": 3}]"))
          .containsExactly(below + ".0", at + ".0", above + ".0");
      assertThat(model.predict("[{\"x\": 0}]")).containsExactly(missing + ".0");
    }
  }

  /** One decision at 2 whose true leaf weighs 1; a row of 0 is NaN (0/0), others are themselves. */
  private static RawModel stump(String mode, long missingTracksTrue) {
    return new RawModel()
        .input("x", DataType.NUMBER)
        .node("Mul", "x,x", "square")
        .node("Div", "square,x", "y")
        .node("Cast", "y", "f", attribute("to", TensorProto.DataType.FLOAT.getNumber()))
        .constant("one", 1)
        .node("Unsqueeze", "f,one", "matrix")
        .node("TreeEnsembleRegressor", "matrix", "sum", tree(mode, missingTracksTrue))
        .node("Squeeze", "sum,one", "z")
        .output("z", DataType.NUMBER, TensorProto.DataType.FLOAT);
  }

  private static AttributeProto[] tree(String mode, long missingTracksTrue) {
    return new AttributeProto[] {
      integers("nodes_treeids", 7L, 7L, 7L),
      integers("nodes_nodeids", 10L, 20L, 30L),
      integers("nodes_featureids", 0L, 0L, 0L),
      strings("nodes_modes", mode, "LEAF", "LEAF"),
      floats("nodes_values", 2f, 0f, 0f),
      integers("nodes_truenodeids", 30L, 0L, 0L),
      integers("nodes_falsenodeids", 20L, 0L, 0L),
      integers("nodes_missing_value_tracks_true", missingTracksTrue, 0L, 0L),
      integers("target_ids", 0L, 0L),
      integers("target_treeids", 7L, 7L),
      integers("target_nodeids", 20L, 30L),
      floats("target_weights", 0f, 1f),
      attribute("n_targets", 1L),
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nodes_truenodeids | 10 0 0 | form a cycle",
        "nodes_truenodeids | 99 0 0 | has a child 99 that is not there",
        "nodes_falsenodeids | 30 0 0 | is a second root",
        "nodes_nodeids | 10 20 20 | is there twice",
        "nodes_featureids | 1 0 0 | compares feature 1 of 1",
        "nodes_featureids | -1 0 0 | compares feature -1 of 1",
        "nodes_featureids | 0 0 | has 2 elements; expected 3",
        "target_nodeids | 20 20 | is not the only one of a leaf",
        "target_nodeids | 10 20 | is not the only one of a leaf",
        "target_ids | 0 1 | is of target 1",
        "nodes_treeids | 7 8 7 | weight 0 is not the only one of a leaf (7, 20)",
      })
  void read_arraysThatAreNoTree_saysWhere(String name, String values, String message) {
    Long[] numbers =
        Arrays.stream(values.trim().split(" ")).map(Long::valueOf).toArray(Long[]::new);
    RawModel model = stump("BRANCH_LT", 0);
    replace(model, integers(name, numbers));

    assertThatThrownBy(model::predictor)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("TreeEnsembleRegressor")
        .hasMessageContaining(message);
  }

  @Test
  void read_nodesInAnyOrder_isTheSameTree() {
    RawModel model = stump("BRANCH_LT", 0);
    replace(model, integers("nodes_nodeids", 30L, 10L, 20L));
    replace(model, strings("nodes_modes", "LEAF", "BRANCH_LT", "LEAF"));
    replace(model, floats("nodes_values", 0f, 2f, 0f));
    replace(model, integers("nodes_truenodeids", 0L, 30L, 0L));
    replace(model, integers("nodes_falsenodeids", 0L, 20L, 0L));

    assertThat(model.predict("[{\"x\": 1}, {\"x\": 3}]")).containsExactly("1.0", "0.0");
  }

  @Test
  void read_twoNodesThatAreEachOthersChildren_isACycle() {
    RawModel model = stump("BRANCH_LT", 0);
    replace(model, integers("nodes_treeids", 7L, 7L, 7L, 7L, 7L));
    replace(model, integers("nodes_nodeids", 10L, 20L, 30L, 40L, 50L));
    replace(model, integers("nodes_featureids", 0L, 0L, 0L, 0L, 0L));
    replace(model, strings("nodes_modes", "LEAF", "BRANCH_LT", "BRANCH_LT", "LEAF", "LEAF"));
    replace(model, floats("nodes_values", 0f, 0f, 0f, 0f, 0f));
    replace(model, integers("nodes_truenodeids", 0L, 30L, 20L, 0L, 0L));
    replace(model, integers("nodes_falsenodeids", 0L, 40L, 50L, 0L, 0L));
    replace(model, integers("nodes_missing_value_tracks_true", 0L, 0L, 0L, 0L, 0L));
    replace(model, integers("target_nodeids", 40L, 50L));

    assertThatThrownBy(model::predictor)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("without a weight");
    replace(model, integers("target_ids", 0L, 0L, 0L));
    replace(model, integers("target_treeids", 7L, 7L, 7L));
    replace(model, integers("target_nodeids", 10L, 40L, 50L));
    replace(model, floats("target_weights", 0f, 1f, 2f));
    assertThatThrownBy(model::predictor)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("form a cycle");
  }

  @Test
  void read_thresholdThatIsNaN_isRefused() {
    RawModel model = stump("BRANCH_LT", 0);
    replace(model, floats("nodes_values", Float.NaN, 0f, 0f));

    assertThatThrownBy(model::predictor)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("with NaN");
  }

  @ParameterizedTest
  @CsvSource({
    "aggregate_function, AVERAGE",
    "post_transform, LOGISTIC",
    "nodes_modes, BRANCH_MEMBER",
  })
  void read_whatHasNoKernel_namesOnnxRuntime(String name, String value) {
    RawModel model = stump("BRANCH_LT", 0);
    replace(
        model,
        name.equals("nodes_modes") ? strings(name, value, "LEAF", "LEAF") : attribute(name, value));

    assertThatThrownBy(model::predictor)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("ONNX Runtime")
        .hasMessageContaining(value);
  }

  @Test
  void read_treeDeeperThanTheLimit_isRefused() {
    List<Trees.Node> chain = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      chain.add(new Trees.Branch(0, i, 600 + i, i < 599 ? i + 1 : 1200, false));
    }
    for (int i = 0; i < 601; i++) {
      chain.add(new Trees.Leaf(i));
    }

    assertThatThrownBy(() -> predict(new Trees(1, 0, List.of(chain)), new float[1][1]))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("deeper than 512");
  }

  private static void replace(RawModel model, AttributeProto attribute) {
    model.graph.getNodeBuilderList().stream()
        .filter(node -> node.getOpType().equals("TreeEnsembleRegressor"))
        .forEach(
            node -> {
              for (int i = 0; i < node.getAttributeCount(); i++) {
                if (node.getAttribute(i).getName().equals(attribute.getName())) {
                  node.setAttribute(i, attribute);
                  return;
                }
              }
              node.addAttribute(attribute);
            });
  }
}
