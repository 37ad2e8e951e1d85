package dev.millrace.training;

import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import dev.millrace.data.transform.TransformFiles;
import dev.millrace.model.DataType;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.bundle.Task;
import dev.millrace.model.onnx.Classification;
import dev.millrace.model.onnx.ElementType;
import dev.millrace.model.onnx.ForeignGraph;
import dev.millrace.model.onnx.ForeignGraph.Port;
import dev.millrace.model.onnx.GraphBuilder;
import dev.millrace.model.onnx.Operators;
import dev.millrace.model.onnx.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts a program's graph into one in the conventions of bundles: columns in, what the task predicts
 * out. Between the two stand a few nodes that cast, put side by side and pick.
 */
final class ProgramGraph {

  private static final String PRESENT = "__present";

  private final ForeignGraph foreign;
  private final ProgramSignature signature;
  private final Task task;
  private final GraphBuilder builder;
  private final Operators graph;
  private final Map<String, Source> sources;

  private ProgramGraph(
      ForeignGraph foreign, ProgramSignature signature, Task task, GraphBuilder builder) {
    this.foreign = foreign;
    this.signature = signature;
    this.task = task;
    this.builder = builder;
    this.graph = new Operators(builder);
    this.sources = new HashMap<>();
  }

  /**
   * Where the values of a column or feature come from.
   *
   * @param presence false where a value is missing, if it can be and is not NaN then
   */
  private record Source(String name, DataType type, Value value, Optional<Value> presence) {}

  /**
   * The graph by itself.
   *
   * @param columns that it takes, whether raw ones or features
   * @throws UserError if graph and signature do not fit together
   */
  static ModelGraph of(
      ForeignGraph foreign,
      ProgramSignature signature,
      Task task,
      List<Field> columns,
      String zone) {
    ProgramGraph made = new ProgramGraph(foreign, signature, task, new GraphBuilder("model"));
    for (Field field : columns) {
      Value value = made.builder.input(field);
      made.add(
          new Source(
              field.name(),
              field.type(),
              value,
              field.nullable() ? Optional.of(made.builder.presence(field)) : Optional.empty()));
    }
    made.write();
    return ModelGraph.chosen(made.builder, zone);
  }

  /**
   * The graph behind the transform that makes its features.
   *
   * @throws UserError likewise
   */
  static ModelGraph behind(
      TransformFiles transform, ForeignGraph foreign, ProgramSignature signature, Task task) {
    GraphBuilder builder = GraphBuilder.continuing(transform.onnx(), transform.signature());
    ProgramGraph made = new ProgramGraph(foreign, signature, task, builder);
    List<Field> features = transform.signature().outputs();
    List<Value> values = builder.takeOutputs();
    for (int i = 0; i < features.size(); i++) {
      Field feature = features.get(i);
      made.add(new Source(feature.name(), DataType.NUMBER, values.get(i), Optional.empty()));
    }
    made.write();
    return ModelGraph.chosen(builder, transform.signature().zone());
  }

  private void add(Source source) {
    sources.put(source.name(), source);
  }

  private void write() {
    builder.scope("model");
    Map<String, Value> given = given();
    ProgramSignature.Output said = signature.outputs().values().iterator().next();
    Port port = output(said.tensor());
    Value found = builder.embed(foreign, given, List.of(port)).get(port.name());
    if (found == null) {
      throw new IllegalStateException(port.name());
    }
    if (task == Task.MULTICLASS) {
      classes(said, port, found);
    } else {
      builder.output(ProgramSignature.outputOf(task), one(said, port, found));
    }
  }

  /** A value for each tensor that the graph takes. */
  private Map<String, Value> given() {
    SequencedMap<String, Port> ports = new LinkedHashMap<>();
    foreign.inputs().forEach(port -> ports.put(port.name(), port));
    Map<String, Value> given = new HashMap<>();
    for (ProgramSignature.Input input : signature.inputs()) {
      Port port = ports.remove(input.tensor());
      if (port == null) {
        throw ProgramSignature.wrong("the graph has no input '" + input.tensor() + "'")
            .hint(
                Suggestion.remedy(
                    input.tensor(), foreign.inputs().stream().map(Port::name).toList()));
      }
      Port mask = ports.remove(port.name() + PRESENT);
      given.put(port.name(), tensor(input, port, mask));
      if (mask != null) {
        given.put(mask.name(), presence(input, mask));
      }
    }
    if (!ports.isEmpty()) {
      throw ProgramSignature.wrong(
          "it does not say what the graph's inputs are: " + ports.keySet());
    }
    return given;
  }

  private Value tensor(ProgramSignature.Input input, Port port, @Nullable Port mask) {
    ElementType type =
        port.element()
            .orElseThrow(
                () ->
                    ProgramSignature.wrong(
                        "input '"
                            + port.name()
                            + "' is "
                            + port.describe()
                            + "; expected FLOAT, DOUBLE, INT64, BOOL or STRING"));
    List<String> names = input.names();
    int width = port.matrix() ? port.width().orElse(names.size()) : 1;
    if (width != names.size()) {
      throw ProgramSignature.wrong(
          "input '"
              + port.name()
              + "' is "
              + port.describe()
              + ", and "
              + names.size()
              + " columns are named for it");
    }
    List<Value> values = new ArrayList<>();
    names.forEach(name -> values.add(value(name, port, type, mask != null)));
    return port.matrix() ? graph.matrix(values) : values.getFirst();
  }

  private Value value(String name, Port port, ElementType type, boolean masked) {
    Source source = source(name);
    if (!fits(source.type(), type)) {
      throw ProgramSignature.wrong(
              "'"
                  + name
                  + "' is a "
                  + source.type().text()
                  + ", and input '"
                  + port.name()
                  + "' takes "
                  + type)
          .hint("give it a tensor of its own type, or make it a number in the select of ingest");
    }
    Value value = source.value().type() == type ? source.value() : graph.cast(source.value(), type);
    if (source.presence().isEmpty() || masked) {
      return value;
    }
    return switch (type) {
      case FLOAT -> graph.where(source.presence().get(), value, graph.constant(Float.NaN));
      case DOUBLE -> graph.where(source.presence().get(), value, graph.constant(Double.NaN));
      case INT64, BOOL, STRING ->
          throw ProgramSignature.wrong(
                  "'" + name + "' may be missing, for which " + type + " has no value")
              .hint(
                  "give the graph a second input '%s%s' of BOOL that says where it is there, or fill it in the select of ingest"
                      .formatted(port.name(), PRESENT));
    };
  }

  private Value presence(ProgramSignature.Input input, Port mask) {
    Source source = source(input.names().getFirst());
    boolean fits = mask.element().equals(Optional.of(ElementType.BOOL)) && !mask.matrix();
    if (!fits || input.names().size() > 1 || source.presence().isEmpty()) {
      throw ProgramSignature.wrong(
          "input '"
              + mask.name()
              + "' is "
              + mask.describe()
              + "; expected BOOL [N], for one column that may be missing");
    }
    return source.presence().get();
  }

  private Source source(String name) {
    Source source = sources.get(name);
    if (source == null) {
      throw ProgramSignature.wrong("the transform makes no feature '" + name + "'")
          .hint(Suggestion.remedy(name, sources.keySet()));
    }
    return source;
  }

  /** Whether a value enters a tensor without becoming another. */
  private static boolean fits(DataType type, ElementType tensor) {
    return switch (tensor) {
      case FLOAT, DOUBLE ->
          type == DataType.NUMBER || type == DataType.INTEGER || type == DataType.BOOLEAN;
      case INT64 -> type == DataType.INTEGER || type == DataType.TIMESTAMP;
      case BOOL -> type == DataType.BOOLEAN;
      case STRING -> type == DataType.STRING;
    };
  }

  private Port output(String name) {
    Port port =
        foreign.outputs().stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    ProgramSignature.wrong("the graph has no output '" + name + "'")
                        .hint(
                            Suggestion.remedy(
                                name, foreign.outputs().stream().map(Port::name).toList())));
    boolean floating =
        port.element()
            .filter(type -> type == ElementType.FLOAT || type == ElementType.DOUBLE)
            .isPresent();
    if (!floating) {
      throw ProgramSignature.wrong(
          "output '" + name + "' is " + port.describe() + "; expected FLOAT or DOUBLE");
    }
    return port;
  }

  private Value one(ProgramSignature.Output said, Port port, Value found) {
    int width = port.matrix() ? port.width().orElse(Integer.MAX_VALUE) : 1;
    if (said.column().isEmpty() && width > 1) {
      throw ProgramSignature.wrong(
          "output '"
              + port.name()
              + "' is "
              + port.describe()
              + "; say which column: { \"tensor\": \""
              + port.name()
              + "\", \"column\": 1 }");
    }
    int column = said.column().orElse(0);
    if (column < 0 || column >= found.shape().width()) {
      throw ProgramSignature.wrong(
          "output '" + port.name() + "' is " + port.describe() + " and has no column " + column);
    }
    return port.matrix() ? graph.columnOf(found, column) : found;
  }

  /** The probability of each class, and which is the greatest. */
  private void classes(ProgramSignature.Output said, Port port, Value found) {
    List<String> classes = signature.classNames();
    if (said.column().isPresent()
        || !port.matrix()
        || port.width().orElse(classes.size()) != classes.size()) {
      throw ProgramSignature.wrong(
          "output '"
              + port.name()
              + "' is "
              + port.describe()
              + "; expected a column for each of "
              + classes.size()
              + " classes");
    }
    List<Value> columns = new ArrayList<>();
    for (int column = 0; column < classes.size(); column++) {
      Value probability = graph.columnOf(found, column);
      columns.add(
          probability.type() == ElementType.FLOAT
              ? probability
              : graph.cast(probability, ElementType.FLOAT));
    }
    Value greatest = new Classification(builder).mostProbable(graph.matrix(columns), classes);
    List<String> names = task.outputs(classes);
    builder.output(names.getFirst(), greatest);
    for (int column = 0; column < columns.size(); column++) {
      builder.output(names.get(column + 1), columns.get(column));
    }
  }
}
