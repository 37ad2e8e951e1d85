package dev.millrace.core.component;

/** One input or output of a component, as pipelines see it. */
public sealed interface Port permits ArtifactPort, ValuePort {

  /** As written in YAML, with underscores. */
  String name();

  /** What it is, in a sentence; empty where the author said nothing. */
  String doc();

  /** True for an input that must be given or wired. */
  boolean required();
}
