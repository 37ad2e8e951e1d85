package dev.millrace.model.predict;

import static dev.millrace.model.predict.RawModel.attribute;
import static dev.millrace.model.predict.RawModel.integers;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import dev.millrace.core.error.UserError;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.onnx.ElementType;
import dev.millrace.model.onnx.GraphBuilder;
import dev.millrace.model.onnx.OnnxLimits;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MemberTreesTest {

  private static final int FEATURES = 4;

  /** Codes that no set has, or that are none. */
  private static final double[] ODD = {-1, -0.5, 0.5, 2.5, 999, 16_777_216, 1e30, 1e300, -1e300};

  @Test
  void predict_randomTrees_equalsWalkingThemAndOnnxRuntime() throws Exception {
    Random random = new Random(12);
    for (int round = 0; round < 40; round++) {
      int categories = 1 << random.nextInt(9);
      Trees trees = randomTrees(1 + random.nextInt(30), categories, random);
      Batch batch = rows(150, categories, random);
      GraphBuilder graph = graph(trees);
      byte[] onnx = graph.toBytes();

      double[] found =
          ((Column.Doubles) Predictor.of(onnx, graph.signature("UTC")).predict(batch).column("sum"))
              .values();

      float[] byRuntime;
      try (Reference reference = new Reference(onnx, graph.signature("UTC"))) {
        byRuntime = (float[]) requireNonNull(reference.run(batch).get("sum"));
      }
      for (int row = 0; row < found.length; row++) {
        assertThat((float) found[row]).isEqualTo(naive(trees, batch, row));
        if (whole(batch, row)) {
          assertThat(found[row]).isCloseTo(byRuntime[row], within(1e-4));
        }
      }
    }
  }

  /** In a large set ONNX Runtime 1.29 finds numbers that equal one of it but for a fraction. */
  private static boolean whole(Batch batch, int row) {
    for (int feature = 0; feature < FEATURES; feature++) {
      float value = feature(batch, feature, row);
      if (Float.isFinite(value) && value != Math.rint(value)) {
        return false;
      }
    }
    return true;
  }

  /** Straight from the definition. */
  private static float naive(Trees trees, Batch batch, int row) {
    float sum = trees.baseValue();
    for (List<Trees.Node> tree : trees.trees()) {
      Trees.Node node = tree.getFirst();
      while (!(node instanceof Trees.Leaf)) {
        node =
            tree.get(
                switch (node) {
                  case Trees.Branch branch -> {
                    float value = feature(batch, branch.feature(), row);
                    boolean below =
                        Float.isNaN(value) ? branch.missingBelow() : value < branch.threshold();
                    yield below ? branch.below() : branch.otherwise();
                  }
                  case Trees.Membership set -> {
                    float value = feature(batch, set.feature(), row);
                    boolean inside = Float.isNaN(value) && set.missingInside();
                    for (int category : set.categories()) {
                      inside |= value == category;
                    }
                    yield inside ? set.inside() : set.outside();
                  }
                  case Trees.Leaf _ -> throw new AssertionError("walked past a leaf");
                });
      }
      sum += ((Trees.Leaf) node).weight();
    }
    return sum;
  }

  private static float feature(Batch batch, int feature, int row) {
    Column.Doubles column = (Column.Doubles) batch.column("f" + feature);
    return column.present(row) ? (float) column.values()[row] : Float.NaN;
  }

  private static Trees randomTrees(int count, int categories, Random random) {
    List<List<Trees.Node>> trees = new ArrayList<>();
    for (int tree = 0; tree < count; tree++) {
      Map<Integer, Trees.Node> nodes = new HashMap<>();
      grow(nodes, 0, random.nextInt(7), categories, random);
      List<Trees.Node> list = new ArrayList<>();
      for (int i = 0; i < nodes.size(); i++) {
        list.add(requireNonNull(nodes.get(i)));
      }
      trees.add(list);
    }
    // one decision at least that looks into a set
    Trees.Membership set =
        new Trees.Membership(0, List.of(categories - 1), 1, 2, random.nextBoolean());
    trees.add(List.of(set, new Trees.Leaf(1), new Trees.Leaf(-1)));
    return new Trees(FEATURES, (float) random.nextGaussian(), trees);
  }

  private static void grow(
      Map<Integer, Trees.Node> nodes, int place, int depth, int categories, Random random) {
    nodes.put(place, new Trees.Leaf((float) random.nextGaussian()));
    if (depth == 0 || random.nextInt(6) == 0) {
      return;
    }
    int first = nodes.size();
    grow(nodes, first, depth - 1, categories, random);
    int second = nodes.size();
    grow(nodes, second, depth - 1, categories, random);
    boolean missing = random.nextBoolean();
    if (random.nextBoolean()) {
      List<Integer> set =
          random.ints(1 + random.nextInt(categories), 0, categories).distinct().boxed().toList();
      nodes.put(place, new Trees.Membership(random.nextInt(FEATURES), set, first, second, missing));
    } else {
      float threshold = random.nextInt(2 * categories) / 2f;
      int feature = random.nextInt(FEATURES);
      nodes.put(place, new Trees.Branch(feature, threshold, first, second, missing));
    }
  }

  private static Batch rows(int rows, int categories, Random random) {
    SequencedMap<String, Column> columns = new LinkedHashMap<>();
    for (int feature = 0; feature < FEATURES; feature++) {
      double[] values = new double[rows];
      boolean[] present = new boolean[rows];
      for (int row = 0; row < rows; row++) {
        present[row] = random.nextInt(8) > 0;
        double value =
            random.nextInt(6) == 0
                ? ODD[random.nextInt(ODD.length)]
                : random.nextInt(categories + 1);
        values[row] = present[row] ? value : 0;
      }
      columns.put("f" + feature, new Column.Doubles(values, present));
    }
    return new Batch(rows, columns);
  }

  private static GraphBuilder graph(Trees trees) {
    GraphBuilder graph = new GraphBuilder("trees");
    Operators op = new Operators(graph);
    graph.output("sum", op.rows(op.trees(matrix(graph, op), trees)));
    return graph;
  }

  private static Value matrix(GraphBuilder graph, Operators op) {
    List<Value> features = new ArrayList<>();
    for (int feature = 0; feature < FEATURES; feature++) {
      Field field = new Field("f" + feature, DataType.NUMBER, true);
      Value number = op.cast(graph.input(field), ElementType.FLOAT);
      features.add(op.where(graph.presence(field), number, op.constant(Float.NaN)));
    }
    return op.matrix(features);
  }

  @Test
  void toBytes_setsOfCategories_needVersion5OfTheOperators() throws Exception {
    Trees.Leaf leaf = new Trees.Leaf(1);
    Trees plain = new Trees(FEATURES, 0, List.of(List.of(leaf)));
    Trees sets =
        new Trees(
            FEATURES,
            0,
            List.of(List.of(new Trees.Membership(0, List.of(3), 1, 2, false), leaf, leaf)));
    assertThat(version(graph(plain))).isEqualTo(3);
    assertThat(version(graph(sets))).isEqualTo(5);

    GraphBuilder both = new GraphBuilder("both");
    Operators op = new Operators(both);
    Value features = matrix(both, op);
    List<Value> sums = op.trees(features, List.of(plain, sets));
    both.output("plain", op.rows(sums.getFirst()));
    assertThat(version(both)).isEqualTo(5);
    both.output("alone", op.rows(op.trees(features, plain)));
    assertThatThrownBy(both::toBytes).hasMessageContaining("written at once");
  }

  private static long version(GraphBuilder graph) throws Exception {
    return ModelProto.parseFrom(graph.toBytes()).getOpsetImportList().stream()
        .filter(opset -> opset.getDomain().equals("ai.onnx.ml"))
        .findFirst()
        .orElseThrow()
        .getVersion();
  }

  @Test
  void membership_ofNothingOrOfNoCode_isRefused() {
    for (List<Integer> categories : List.of(List.<Integer>of(), List.of(-1), List.of(1 << 24))) {
      assertThatThrownBy(() -> new Trees.Membership(0, categories, 1, 2, false))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** Two trees: 1 where x is 2 or 2.5 or missing, else 0; and the leaf 10 alone. */
  private static RawModel model(AttributeProto... changed) {
    Map<String, AttributeProto> attributes = new LinkedHashMap<>();
    Stream.concat(
            Stream.of(
                attribute("n_targets", 1),
                integers("tree_roots", 1L, 0L),
                attribute("nodes_modes", bytes(6, 0)),
                integers("nodes_featureids", 0L, 0L),
                attribute("nodes_splits", floats(0, 0)),
                attribute("membership_values", floats(2.5f, 2, Float.NaN)),
                integers("nodes_truenodeids", 1L, 2L),
                integers("nodes_trueleafs", 1L, 1L),
                integers("nodes_falsenodeids", 0L, 2L),
                integers("nodes_falseleafs", 1L, 1L),
                integers("nodes_missing_value_tracks_true", 1L, 0L),
                integers("leaf_targetids", 0L, 0L, 0L),
                attribute("leaf_weights", floats(0, 1, 10))),
            Arrays.stream(changed))
        .forEach(each -> attributes.put(each.getName(), each));
    return new RawModel()
        .input("x", DataType.NUMBER)
        .node("Mul", "x,x", "square")
        .node("Div", "square,x", "y")
        .node("Cast", "y", "f", attribute("to", TensorProto.DataType.FLOAT.getNumber()))
        .constant("one", 1)
        .node("Unsqueeze", "f,one", "matrix")
        .node("TreeEnsemble", "matrix", "sum", attributes.values().toArray(AttributeProto[]::new))
        .node("Squeeze", "sum,one", "z")
        .output("z", DataType.NUMBER, TensorProto.DataType.FLOAT);
  }

  private static TensorProto bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return TensorProto.newBuilder()
        .setDataType(TensorProto.DataType.UINT8.getNumber())
        .addDims(bytes.length)
        .setRawData(ByteString.copyFrom(bytes))
        .build();
  }

  private static TensorProto floats(float... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .addDims(values.length);
    for (float value : values) {
      tensor.addFloatData(value);
    }
    return tensor.build();
  }

  @Test
  void read_setsOfAnyNumbersAndASharedLeaf_isAsTheStandardSays() {
    String rows = "[{\"x\": 2}, {\"x\": 2.5}, {\"x\": 3}, {\"x\": -2}, {\"x\": 0}]";
    List<String> expected = List.of("11.0", "11.0", "10.0", "10.0", "11.0");
    assertThat(model().predict(rows)).isEqualTo(expected);
    AttributeProto unended = attribute("membership_values", floats(2.5f, 2));
    assertThat(model(unended).predict(rows)).isEqualTo(expected);
    AttributeProto empty = attribute("membership_values", floats(Float.NaN));
    assertThat(model(empty).predict(rows)).containsOnly("10.0", "11.0").endsWith("11.0");
  }

  record Fault(AttributeProto attribute, String message) {}

  static List<Fault> faults() {
    return List.of(
        new Fault(integers("tree_roots", 1L), "node 0 reached 0 times"),
        new Fault(integers("tree_roots", 1L, 1L), "node 0 reached 0 times"),
        new Fault(integers("tree_roots", 1L, 7L), "root 7 is not there"),
        new Fault(attribute("nodes_modes", bytes(6, 7)), "node 1 has mode 7"),
        new Fault(attribute("nodes_modes", floats(6, 0)), "expected UINT8"),
        new Fault(attribute("nodes_modes", bytes(6)), "has 2 elements; expected 1"),
        new Fault(integers("nodes_featureids", 1L, 0L), "compares feature 1 of 1"),
        new Fault(attribute("nodes_splits", floats(0, Float.NaN)), "with NaN"),
        new Fault(integers("nodes_truenodeids", 3L, 2L), "a child, leaf 3, not there"),
        new Fault(integers("nodes_truenodeids", -1L, 2L), "a child, leaf -1, not there"),
        new Fault(integers("nodes_trueleafs", 0L, 1L), "node 1 reached 2 times"),
        new Fault(integers("leaf_targetids", 0L, 1L, 0L), "leaf 1 is of target 1"),
        new Fault(integers("leaf_targetids", 0L, 0L), "has 2 elements; expected 3"),
        new Fault(
            attribute("membership_values", floats(1, Float.NaN, 2)),
            "has 2 sets for 1 nodes that take one"),
        new Fault(attribute("aggregate_function", 0), "ONNX Runtime"),
        new Fault(attribute("post_transform", 2), "ONNX Runtime"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void read_arraysThatAreNoTrees_saysWhere(Fault fault) {
    assertThatThrownBy(model(fault.attribute())::predictor)
        .isInstanceOf(UserError.class)
        .hasMessageContaining(fault.message());
  }

  @Test
  void of_mutatedTrees_computesOrRefuses() {
    Random random = new Random(6);
    FuzzTest.mutateOften(graph(randomTrees(4, 70, random)), rows(5, 70, random), 3000);
  }

  /** A thousand numbers that some decision looks for, and a hundred that look for one each. */
  @Test
  void read_setsThatTakeMoreThanTheLimit_isRefused() {
    Trees.Leaf leaf = new Trees.Leaf(1);
    List<Integer> all = IntStream.range(0, 1000).boxed().toList();
    List<List<Trees.Node>> trees = new ArrayList<>();
    for (int tree = 0; tree < 101; tree++) {
      List<Integer> set = tree == 0 ? all : List.of(tree);
      trees.add(List.of(new Trees.Membership(0, set, 1, 2, false), leaf, leaf));
    }
    GraphBuilder graph = graph(new Trees(FEATURES, 0, trees));
    byte[] onnx = graph.toBytes();
    OnnxLimits usual = OnnxLimits.DEFAULT;
    OnnxLimits small =
        new OnnxLimits(
            onnx.length,
            usual.messages(),
            usual.strings(),
            usual.width(),
            usual.rowBytes(),
            usual.treeDepth());

    // 16 words of 8 bytes for 1,002 bits
    assertThat(onnx.length).isLessThan(101 * 16 * 8);
    assertThatThrownBy(() -> Predictor.of(onnx, graph.signature("UTC"), small))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("sets that take 12928 bytes, more than " + onnx.length);
  }

  @Test
  void read_decisionsThatAreEachOthersChildren_areACycle() {
    RawModel model =
        model(
            integers("tree_roots"),
            integers("nodes_truenodeids", 1L, 0L),
            integers("nodes_trueleafs", 0L, 0L));

    assertThatThrownBy(model::predictor)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("form a cycle");
  }
}
