package dev.millrace.data.transform;

/**
 * A feature whose declaration fits the columns there are: one number a row, missing where its
 * column is.
 */
sealed interface Feature {

  String name();

  /** The raw column. */
  String from();

  /** A boolean, integer or number as it is; as a float, so integers beyond 2^24 are rounded. */
  record Plain(String name, String from) implements Feature {}

  record Part(String name, String from, DatePart part) implements Feature {}

  /** The place of a string in the vocabulary of its column; the vocabulary's size for any other. */
  record Indexed(String name, String from, FeatureSpec.Vocabulary vocabulary) implements Feature {}
}
