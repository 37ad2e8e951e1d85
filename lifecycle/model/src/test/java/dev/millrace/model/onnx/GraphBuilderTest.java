package dev.millrace.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.millrace.model.DataType;
import dev.millrace.model.Signature;
import dev.millrace.model.Signature.Field;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class GraphBuilderTest {

  private static final Field NUMBER = new Field("x", DataType.NUMBER, true);
  private static final Field TEXT = new Field("s", DataType.STRING, false);

  @Test
  void toBytes_ofTheSameCalls_isTheSame() {
    assertThat(small().toBytes()).isEqualTo(small().toBytes());
  }

  @Test
  void toBytes_namesNodesByScopeOperatorAndNumber() throws InvalidProtocolBufferException {
    assertThat(graph(small()).getNodeList())
        .extracting(NodeProto::getName)
        .containsExactly("double/Add", "double/Add_2", "double/Where", "double/Identity");
  }

  @Test
  void toBytes_equalConstants_areOneInitialiser() throws InvalidProtocolBufferException {
    assertThat(graph(small()).getInitializerList()).hasSize(1);
  }

  @Test
  void input_nullable_hasAPresenceMask() throws InvalidProtocolBufferException {
    assertThat(graph(small()).getInputList())
        .extracting(input -> input.getName())
        .containsExactly("x", "x__present");
  }

  @Test
  void signature_isWhatWasDeclared() {
    assertThat(small().signature("UTC"))
        .isEqualTo(
            new Signature(List.of(NUMBER), List.of(new Field("x", DataType.NUMBER, false)), "UTC"));
  }

  @Test
  void output_namedLikeAnInput_isADifferentTensor() throws InvalidProtocolBufferException {
    assertThat(graph(small()).getOutput(0).getName()).isEqualTo("x__output");
  }

  @Test
  void continuing_addsToTheFinishedGraph() throws InvalidProtocolBufferException {
    GraphBuilder first = small();
    GraphBuilder second = GraphBuilder.continuing(first.toBytes(), first.signature("UTC"));
    List<Value> values = second.takeOutputs();
    Operators op = new Operators(second.scope("double"));
    second.output("y", op.add(values.getFirst(), op.constant(1.0)));

    assertThat(values).extracting(Value::shape).containsExactly(new Shape.Rows());
    assertThat(second.signature("UTC").outputs()).extracting(Field::name).containsExactly("y");
    assertThat(graph(second).getNodeList())
        .extracting(NodeProto::getName)
        .endsWith("double/Add_3", "double/Identity_2")
        .doesNotHaveDuplicates();
    assertThat(graph(second).getInitializerList()).hasSize(1);
    assertThat(second.presence(NUMBER).type()).isEqualTo(ElementType.BOOL);
  }

  @Test
  void continuing_withNothingAdded_givesTheSameBytes() {
    byte[] bytes = small().toBytes();

    assertThat(GraphBuilder.continuing(bytes, small().signature("UTC")).toBytes()).isEqualTo(bytes);
  }

  @Test
  void input_nameTwice_isRefused() {
    GraphBuilder graph = small();

    assertThatThrownBy(() -> graph.input(NUMBER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("already has a value named 'x'");
  }

  @Test
  void operators_typesThatDoNotMatch_areRefused() {
    GraphBuilder graph = new GraphBuilder("types");
    Operators op = new Operators(graph);
    Value number = graph.input(NUMBER);
    Value text = graph.input(TEXT);

    assertThatThrownBy(() -> op.add(number, op.constant(1L)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> op.add(text, text)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> op.mod(number, number)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> op.not(number)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> op.cast(text, ElementType.FLOAT))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> op.add(number, op.column(number)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[N] and [N, 1] do not combine");
    assertThatThrownBy(() -> graph.output("y", op.constant(1.0)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void encode_halfASurrogatePair_isRefused() {
    GraphBuilder graph = new GraphBuilder("strings");
    Value text = graph.input(TEXT);

    assertThatThrownBy(() -> new Operators(graph).encode(text, List.of("\ud83d"), List.of(1L), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("well-formed");
  }

  @Test
  void toBytes_importsTheOperatorsOfOnnxRuntime_onlyWhereThereAreAny()
      throws InvalidProtocolBufferException {
    GraphBuilder hashing = new GraphBuilder("hash");
    Operators op = new Operators(hashing);
    hashing.output("h", op.hash(hashing.input(TEXT), 7));

    assertThat(domains(small())).containsExactly("", "ai.onnx.ml");
    assertThat(domains(hashing)).containsExactly("", "ai.onnx.ml", "com.microsoft");
    assertThat(domains(GraphBuilder.continuing(hashing.toBytes(), hashing.signature("UTC"))))
        .contains("com.microsoft");
  }

  @Test
  void split_hasTwoOutputs_ofWhichTheWordsGoOnToNGrams() throws InvalidProtocolBufferException {
    GraphBuilder graph = new GraphBuilder("words");
    Operators op = new Operators(graph);
    Tokens tokens = op.split(graph.input(TEXT));
    Value counted = op.tfIdf(tokens, new NGrams(List.of(List.of("a"), List.of("b")), List.of()));

    assertThat(counted.shape()).isEqualTo(new Shape.Matrix(2));
    assertThat(graph(graph).getNode(0).getOutputList())
        .containsExactly("StringSplit", "StringSplit_2");
    assertThat(graph(graph).getNode(1).getInputList()).containsExactly("StringSplit");
  }

  @Test
  void ngrams_thatCannotBeCounted_areRefused() {
    List<Float> none = List.of();

    assertThatThrownBy(() -> new NGrams(List.of(), none)).hasMessageContaining("no n-gram");
    assertThatThrownBy(() -> new NGrams(List.of(List.of()), none)).hasMessageContaining("shorter");
    assertThatThrownBy(() -> new NGrams(List.of(List.of("a", "b"), List.of("a")), none))
        .hasMessageContaining("[a] is shorter");
    assertThatThrownBy(() -> new NGrams(List.of(List.of("a", "")), none))
        .hasMessageContaining("the empty string");
    assertThatThrownBy(() -> new NGrams(List.of(List.of("a"), List.of("a")), none))
        .hasMessageContaining("twice");
    assertThatThrownBy(() -> new NGrams(List.of(List.of("a")), List.of(1f, 2f)))
        .hasMessageContaining("not one weight");
    assertThatThrownBy(() -> new NGrams(List.of(Collections.nCopies(101, "a")), none))
        .hasMessageContaining("more than 100 words");
  }

  @Test
  void operators_ofTablesAndText_refuseOtherTypesAndShapes() {
    GraphBuilder graph = new GraphBuilder("types");
    Operators op = new Operators(graph);
    Value number = graph.input(NUMBER);
    Value text = graph.input(TEXT);

    for (ThrowingCallable misuse :
        List.<ThrowingCallable>of(
            () -> op.sqrt(op.constant(1L)),
            () -> op.abs(text),
            () -> op.pow(op.constant(1L), op.constant(1L)),
            () -> op.isInf(text),
            () -> op.cast(number, ElementType.STRING),
            () -> op.lookup(new double[] {1}, number),
            () -> op.lookup(new long[0], op.cast(number, ElementType.INT64)),
            () -> op.columnOf(number, 0),
            () -> op.columnOf(op.column(number), 1),
            () -> op.sumRows(number),
            () -> op.concatStrings(text, number),
            () -> op.hash(number, 0),
            () -> op.split(op.column(text)),
            () -> op.add(number, op.row(1.0, 2.0)),
            () -> op.encodeLong(text, List.of(1L), List.of(1L), 0))) {
      assertThatThrownBy(misuse).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static List<String> domains(GraphBuilder builder) throws InvalidProtocolBufferException {
    return ModelProto.parseFrom(builder.toBytes()).getOpsetImportList().stream()
        .map(OperatorSetIdProto::getDomain)
        .toList();
  }

  private static GraphBuilder small() {
    GraphBuilder graph = new GraphBuilder("small");
    Operators op = new Operators(graph.scope("double"));
    Value x = graph.input(NUMBER);
    Value one = op.add(x, op.constant(1.0));
    Value two = op.add(one, op.constant(1.0));
    return graph.output("x", op.where(graph.presence(NUMBER), two, op.constant(1.0)));
  }

  private static GraphProto graph(GraphBuilder builder) throws InvalidProtocolBufferException {
    return ModelProto.parseFrom(builder.toBytes()).getGraph();
  }
}
