package dev.millrace.model.predict;

import dev.millrace.model.onnx.ElementType;
import dev.millrace.model.onnx.Shape;
import dev.millrace.model.onnx.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The operators that make strings or are functions of them. */
final class TextOperators {

  private static final StringSplitter.Words ONLY_COUNTED = (_, _, _) -> {};

  private static final int MOST_CHARACTERS = 1 << 24;

  private final Assembly assembly;

  TextOperators(Assembly assembly) {
    this.assembly = assembly;
  }

  Operand concat(Call call) {
    for (Operand operand : call.all()) {
      if (operand.type() != ElementType.STRING) {
        throw call.wrong("an input is " + operand.type() + "; expected STRING");
      }
    }
    limitConstants(call);
    return assembly.elementwise(
        call,
        call.all(),
        ElementType.STRING,
        (x, z, _) ->
            (frame, rows) -> {
              Texts first = frame.texts(x[0]);
              Texts second = frame.texts(x[1]);
              String[] to = frame.texts(z).write(rows);
              for (int row = 0; row < rows; row++) {
                to[row] = first.at(row).concat(second.at(row));
              }
            });
  }

  /** Constants are put together while a graph is compiled, so what is made of them is bounded. */
  private static void limitConstants(Call call) {
    long most = 1;
    long longest = 0;
    for (Operand operand : call.all()) {
      if (operand instanceof Operand.Constant(Tensor.Strings(var _, String[] values))) {
        most = Math.max(most, values.length);
        longest += Arrays.stream(values).mapToInt(String::length).max().orElse(0);
      }
    }
    if (most * longest > MOST_CHARACTERS) {
      throw call.wrong("it makes constants of more than " + MOST_CHARACTERS + " characters");
    }
  }

  /** The kernel of Where. */
  static Kernel where(int[] x, int z, int width) {
    return (frame, rows) -> {
      boolean[] condition = frame.booleans(x[0]);
      Texts yes = frame.texts(x[1]);
      Texts no = frame.texts(x[2]);
      String[] to = frame.texts(z).write(rows);
      for (int row = 0; row < rows * width; row++) {
        to[row] = condition[row] ? yes.at(row) : no.at(row);
      }
    };
  }

  /** The kernel of a cast from INT64. */
  static Kernel digits(int x, int z, int width) {
    return (frame, rows) -> {
      long[] from = frame.longs(x);
      String[] to = frame.texts(z).write(rows);
      for (int row = 0; row < rows * width; row++) {
        to[row] = Long.toString(from[row]);
      }
    };
  }

  /** Words and how many there are. */
  List<Result> split(Call call) {
    Operand.Slot strings = strings(call, 0);
    long most = call.attributes().integer("maxsplit", Long.MAX_VALUE);
    if (most < 0) {
      throw call.wrong("it cuts " + most + " times");
    }
    if (!isRows(strings)) {
      throw call.unsupported("shape " + strings.shape());
    }
    StringSplitter splitter = new StringSplitter(call.attributes().text("delimiter", ""), most);
    StringTable counted =
        new StringTable(text -> splitter.split(text, ONLY_COUNTED), assembly.layout().table());
    Operand.Slot counts = assembly.layout().slot(ElementType.INT64, strings.shape());
    assembly.add(
        (frame, rows) -> {
          int[] found = counted.apply(frame, strings.index(), rows);
          long[] to = frame.longs(counts.index());
          for (int row = 0; row < rows; row++) {
            to[row] = found[row];
          }
        });
    return List.of(new Result.Words(strings, splitter), counts);
  }

  /** Of ONNX Runtime's own operators. */
  Result hash(Call call) {
    Operand.Slot strings = strings(call, 0);
    int seed = (int) call.attributes().integer("seed", 0);
    long bits = call.attributes().integer("positive", 1) != 0 ? 0xFFFFFFFFL : -1;
    StringTable hashes =
        new StringTable(text -> MurmurHash3.hash(text, seed), assembly.layout().table());
    Operand.Slot result = assembly.layout().slot(ElementType.INT64, strings.shape());
    assembly.add(
        (frame, rows) -> {
          int[] found = hashes.apply(frame, strings.index(), rows);
          long[] to = frame.longs(result.index());
          for (int row = 0; row < rows; row++) {
            to[row] = found[row] & bits;
          }
        });
    return new Result.Narrow(result);
  }

  /** How often each n-gram is among the words of each row. */
  Operand tfIdf(Call call) {
    Optional<Result.Words> words = call.words(0);
    Result.Words input =
        words.orElseThrow(() -> call.unsupported("an input that is not the words of StringSplit"));
    NGramCounter counter = NGramReader.read(call);
    Operand.Slot open = assembly.layout().scratch(ElementType.INT64, counter.memory());
    Operand.Slot counts = assembly.layout().slot(ElementType.FLOAT, counter.shape());
    assembly.add(
        (frame, rows) ->
            counter.count(
                frame.texts(input.strings().index()),
                input.splitter(),
                rows,
                frame.longs(open.index()),
                frame.floats(counts.index())));
    return counts;
  }

  private static boolean isRows(Operand.Slot slot) {
    return slot.shape() instanceof Shape.Rows;
  }

  /** An operand of one string a row. */
  static Operand.Slot strings(Call call, int index) {
    Operand.Slot slot = call.slot(index);
    if (slot.type() != ElementType.STRING || slot.width() != 1) {
      throw call.unsupported("an input of " + slot.type() + " " + slot.shape());
    }
    return slot;
  }
}
