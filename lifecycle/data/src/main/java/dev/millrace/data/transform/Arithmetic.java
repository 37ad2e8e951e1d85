package dev.millrace.data.transform;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/** Arithmetic over columns, as its tree. Everything is computed in double precision. */
sealed interface Arithmetic {

  record Constant(double value) implements Arithmetic {}

  record Column(String name) implements Arithmetic {}

  record Negated(Arithmetic of) implements Arithmetic {}

  /** Two operands; a comparison gives 1 or 0. */
  record Binary(Operator operator, Arithmetic left, Arithmetic right) implements Arithmetic {}

  record Choice(Arithmetic condition, Arithmetic then, Arithmetic otherwise)
      implements Arithmetic {}

  record Call(NamedFunction function, List<Arithmetic> arguments) implements Arithmetic {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /** Operators, as they are written. */
  enum Operator {
    ADD("+"),
    SUBTRACT("-"),
    MULTIPLY("*"),
    DIVIDE("/"),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    EQUAL("=="),
    NOT_EQUAL("!=");

    private final String text;

    Operator(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  /** Functions, each with so many arguments. */
  enum NamedFunction {
    MIN(2),
    MAX(2),
    POW(2),
    ABS(1),
    SQRT(1),
    LOG(1),
    EXP(1),
    FLOOR(1);

    private final int arguments;

    NamedFunction(int arguments) {
      this.arguments = arguments;
    }

    int arguments() {
      return arguments;
    }
  }

  /**
   * Reads what a person writes.
   *
   * @throws IllegalArgumentException saying what is wrong and where
   */
  static Arithmetic parse(String text) {
    return new ArithmeticParser(text).parse();
  }

  /** The columns it is made of, each once. */
  default SequencedSet<String> columns() {
    SequencedSet<String> columns = new LinkedHashSet<>();
    collect(columns);
    return columns;
  }

  private void collect(SequencedSet<String> columns) {
    switch (this) {
      case Constant _ -> {}
      case Column(String name) -> columns.add(name);
      case Negated(Arithmetic of) -> of.collect(columns);
      case Binary(_, Arithmetic left, Arithmetic right) -> {
        left.collect(columns);
        right.collect(columns);
      }
      case Choice(Arithmetic condition, Arithmetic then, Arithmetic otherwise) -> {
        condition.collect(columns);
        then.collect(columns);
        otherwise.collect(columns);
      }
      case Call(_, List<Arithmetic> arguments) ->
          arguments.forEach(argument -> argument.collect(columns));
    }
  }
}
