package dev.millrace.model.predict;

import dev.millrace.model.onnx.ElementType;
import dev.millrace.model.onnx.OnnxLimits;
import dev.millrace.model.onnx.Shape;
import dev.millrace.model.onnx.Tensor;
import dev.millrace.model.onnx.Unsupported;
import java.util.List;
import java.util.stream.IntStream;

/** Turns one node after another into kernels. What an operator means is ONNX's specification. */
final class NodeCompiler {

  private static final int MANY = Integer.MAX_VALUE;

  private final Assembly assembly;
  private final Elementwise elementwise;
  private final Functions functions;
  private final TextOperators text;
  private final Selections selections;
  private final OnnxLimits limits;

  NodeCompiler(Assembly assembly, OnnxLimits limits) {
    this.assembly = assembly;
    this.elementwise = new Elementwise(assembly);
    this.functions = new Functions(assembly);
    this.text = new TextOperators(assembly);
    this.selections = new Selections(assembly);
    this.limits = limits;
  }

  /** The node's results, in the order of its outputs. */
  List<Result> compile(Call call) {
    return switch (call.node().domain()) {
      case "" -> standard(call);
      case "ai.onnx.ml" -> List.of(machineLearning(call));
      case "com.microsoft" -> List.of(runtime(call));
      default -> throw Unsupported.because(call.node().describe());
    };
  }

  private List<Result> standard(Call call) {
    return switch (call.node().operator()) {
      case "StringSplit" -> text.split(call.takes(1, 1, "delimiter", "maxsplit"));
      case "Identity" -> List.of(call.takes(1, 1).result(0));
      default -> List.of(operand(call));
    };
  }

  /** The operators of one result that is an operand like others, by what they take. */
  private Operand operand(Call call) {
    return switch (call.node().operator()) {
      case "Add", "Sub", "Mul", "Div", "Mod", "Min", "Max", "Clip", "Pow" -> arithmetic(call);
      case "Abs", "Neg", "Sign", "Sqrt", "Exp", "Log", "Sin", "Cos", "Floor", "Ceil", "Round" ->
          function(call.takes(1, 1));
      case "Sigmoid" -> elementwise.sigmoid(call.takes(1, 1));
      case "Equal", "Less", "LessOrEqual", "Greater", "GreaterOrEqual" ->
          comparison(call.takes(2, 2));
      case "And" -> elementwise.logical(call.takes(2, 2), BooleanLoops::and);
      case "Or" -> elementwise.logical(call.takes(2, 2), BooleanLoops::or);
      case "Not" -> elementwise.not(call.takes(1, 1));
      case "IsNaN" -> elementwise.isNaN(call.takes(1, 1));
      case "IsInf" -> functions.isInf(call.takes(1, 1, "detect_negative", "detect_positive"));
      case "Cast" -> elementwise.cast(call.takes(1, 1, "to", "saturate"));
      case "Where" -> elementwise.where(call.takes(3, 3));
      case "StringConcat" -> text.concat(call.takes(2, 2));
      case "TfIdfVectorizer" -> text.tfIdf(call.takes(1, 1, NGramReader.ATTRIBUTES));
      case "Constant" -> constant(call.takes(0, 0, "value"));
      case "Concat" -> concat(call.takes(1, MANY, "axis"));
      case "Unsqueeze" -> unsqueeze(call.takes(2, 2));
      case "Squeeze" -> squeeze(call.takes(2, 2));
      case "Reshape" -> reshape(call.takes(2, 2, "allowzero"));
      case "Gather" -> selections.gather(call.takes(2, 2, "axis"));
      case "ArgMax" -> selections.argMax(call.takes(1, 1, "axis", "keepdims", "select_last_index"));
      case "MatMul" -> MatrixProduct.compile(call.takes(2, 2), assembly);
      case "ReduceSum" -> selections.sum(call.takes(2, 2, "keepdims", "noop_with_empty_axes"));
      default -> throw Unsupported.because(call.node().describe());
    };
  }

  private Operand arithmetic(Call call) {
    return switch (call.node().operator()) {
      case "Add" -> elementwise.arithmetic(call.takes(2, 2), Arithmetic.ADD);
      case "Sub" -> elementwise.arithmetic(call.takes(2, 2), Arithmetic.SUB);
      case "Mul" -> elementwise.arithmetic(call.takes(2, 2), Arithmetic.MUL);
      case "Div" -> elementwise.arithmetic(call.takes(2, 2), Arithmetic.DIV);
      case "Mod" -> elementwise.mod(call.takes(2, 2, "fmod"));
      case "Min" -> elementwise.arithmetic(call.takes(1, MANY), Arithmetic.MIN);
      case "Max" -> elementwise.arithmetic(call.takes(1, MANY), Arithmetic.MAX);
      case "Clip" -> elementwise.clip(call.takes(1, 3));
      case "Pow" -> functions.pow(call.takes(2, 2));
      default -> throw Unsupported.because(call.node().describe());
    };
  }

  private Operand function(Call call) {
    return switch (call.node().operator()) {
      case "Abs" -> functions.of(call, MathFunction.ABS, LongLoops::abs);
      case "Neg" -> functions.of(call, MathFunction.NEG, x -> -x);
      case "Sign" -> functions.of(call, MathFunction.SIGN, LongLoops::sign);
      case "Sqrt" -> functions.of(call, MathFunction.SQRT);
      case "Exp" -> functions.of(call, MathFunction.EXP);
      case "Log" -> functions.of(call, MathFunction.LOG);
      case "Sin" -> functions.of(call, MathFunction.SIN);
      case "Cos" -> functions.of(call, MathFunction.COS);
      case "Floor" -> functions.of(call, MathFunction.FLOOR);
      case "Ceil" -> functions.of(call, MathFunction.CEIL);
      case "Round" -> functions.of(call, MathFunction.ROUND);
      default -> throw Unsupported.because(call.node().describe());
    };
  }

  private Operand comparison(Call call) {
    return switch (call.node().operator()) {
      case "Equal" -> elementwise.equal(call);
      case "Less" -> elementwise.comparison(call, Comparison.LESS, false);
      case "LessOrEqual" -> elementwise.comparison(call, Comparison.LESS_OR_EQUAL, false);
      case "Greater" -> elementwise.comparison(call, Comparison.LESS, true);
      case "GreaterOrEqual" -> elementwise.comparison(call, Comparison.LESS_OR_EQUAL, true);
      default -> throw Unsupported.because(call.node().describe());
    };
  }

  /** The operators that ONNX Runtime adds to the standard. */
  private Result runtime(Call call) {
    return switch (call.node().operator()) {
      case "MurmurHash3" -> text.hash(call.takes(1, 1, "seed", "positive"));
      default -> throw Unsupported.because(call.node().describe());
    };
  }

  private Operand machineLearning(Call call) {
    return switch (call.node().operator()) {
      case "LabelEncoder" -> LabelEncoders.compile(call, assembly);
      case "TreeEnsembleRegressor" -> trees(call, TreeReader::read);
      case "TreeEnsemble" -> trees(call, MemberTreeReader::read);
      default -> throw Unsupported.because(call.node().describe());
    };
  }

  private static Operand constant(Call call) {
    Tensor tensor =
        call.attributes().tensor("value").orElseThrow(() -> call.wrong("it has no value"));
    return new Operand.Constant(tensor);
  }

  private Operand concat(Call call) {
    long axis = call.attributes().integer("axis", 0);
    List<Operand.Slot> parts =
        IntStream.range(0, call.operands().size()).mapToObj(call::slot).toList();
    ElementType type = parts.getFirst().type();
    for (Operand.Slot part : parts) {
      if (!(part.shape() instanceof Shape.Matrix) || (axis != 1 && axis != -1)) {
        throw call.unsupported("an input of shape " + part.shape() + " along axis " + axis);
      }
      if (part.type() != type) {
        throw call.wrong("its inputs are both " + type + " and " + part.type());
      }
    }
    if (type == ElementType.STRING) {
      throw call.unsupported("strings");
    }
    return assembly.concat(parts);
  }

  private static Operand unsqueeze(Call call) {
    Operand.Slot slot = call.slot(0);
    if (!(slot.shape() instanceof Shape.Rows) || !secondAxis(call)) {
      throw call.unsupported("shape " + slot.shape() + " and these axes");
    }
    return slot.reshaped(new Shape.Matrix(1));
  }

  private static Operand squeeze(Call call) {
    Operand.Slot slot = call.slot(0);
    if (!slot.shape().equals(new Shape.Matrix(1)) || !secondAxis(call)) {
      throw call.unsupported("shape " + slot.shape() + " and these axes");
    }
    return slot.reshaped(new Shape.Rows());
  }

  private static boolean secondAxis(Call call) {
    long[] axes = call.integers(1);
    return axes.length == 1 && (axes[0] == 1 || axes[0] == -1);
  }

  /** Only between [N] and [N, 1], or from a shape to itself: rows stay rows. */
  private static Operand reshape(Call call) {
    Operand.Slot slot = call.slot(0);
    long[] to = call.integers(1);
    boolean copies = call.attributes().integer("allowzero", 0) == 0;
    boolean keepsRows = to.length > 0 && (to[0] == -1 || (to[0] == 0 && copies));
    if (keepsRows && to.length == 1 && slot.width() == 1 && (to[0] == -1 || isRows(slot))) {
      return slot.reshaped(new Shape.Rows());
    }
    if (keepsRows && to.length == 2 && to[1] == slot.width()) {
      return slot.reshaped(new Shape.Matrix(slot.width()));
    }
    throw call.unsupported("shape " + slot.shape() + " into another number of rows");
  }

  private static boolean isRows(Operand.Slot slot) {
    return slot.shape() instanceof Shape.Rows;
  }

  /** Makes trees of a node's attributes. */
  private interface TreesOf {
    TreeKernel read(Call call, int features, OnnxLimits limits);
  }

  private Operand trees(Call call, TreesOf trees) {
    Operand.Slot features = call.slot(0);
    if (features.type() != ElementType.FLOAT || !(features.shape() instanceof Shape.Matrix)) {
      throw call.unsupported(features.type() + " of shape " + features.shape());
    }
    TreeKernel ensemble = trees.read(call, features.width(), limits);
    Operand.Slot keys = assembly.layout().scratch(ElementType.INT64, ensemble.keys());
    Operand.Slot sums = assembly.layout().slot(ElementType.FLOAT, new Shape.Matrix(1));
    assembly.add(
        (frame, rows) ->
            ensemble.sum(
                frame.floats(features.index()),
                rows,
                frame.longs(keys.index()),
                frame.floats(sums.index())));
    return sums;
  }
}
