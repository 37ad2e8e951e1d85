package dev.millrace.core.component;

/** How many artifacts an input takes. */
public enum Cardinality {
  ONE,
  OPTIONAL,
  MANY
}
