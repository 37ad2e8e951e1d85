package dev.millrace.data.transform;

import java.util.List;

/** What a feature of numbers starts from; computed in double precision. */
sealed interface NumberSource {

  /** The raw columns it needs. */
  List<String> columns();

  /** A number, an integer, or a boolean as 1 or 0. */
  record Raw(String column) implements NumberSource {
    @Override
    public List<String> columns() {
      return List.of(column);
    }
  }

  record Part(String column, DatePart part) implements NumberSource {
    @Override
    public List<String> columns() {
      return List.of(column);
    }
  }

  record Formula(Arithmetic tree) implements NumberSource {
    @Override
    public List<String> columns() {
      return List.copyOf(tree.columns());
    }
  }
}
