package dev.millrace.data.page;

import dev.millrace.model.DataType;

/** What of a feature a row is about. */
enum Part {
  /** The one value that a row of the data has. */
  VALUE,
  /** How many values a row's list has. */
  LENGTHS,
  /** The values in all lists together. */
  ELEMENTS;

  /** The type of it, as people read it. */
  String words(DataType type) {
    return switch (this) {
      case VALUE -> type.text();
      case LENGTHS -> "length of lists";
      case ELEMENTS -> type.text() + " in lists";
    };
  }
}
