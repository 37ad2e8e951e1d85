package dev.millrace.engine.graph;

/** Whether something that a step refers to is there. */
enum Presence {
  THERE,
  /** The step that would make it did not run, and that is fine. */
  ABSENT,
  UNKNOWN;

  /** Of several of which the first that is there is taken. */
  static Presence first(Iterable<Presence> alternatives) {
    for (Presence each : alternatives) {
      if (each != ABSENT) {
        return each;
      }
    }
    return ABSENT;
  }

  /** Of several that are all needed. */
  static Presence all(Iterable<Presence> parts) {
    Presence all = THERE;
    for (Presence each : parts) {
      if (each == ABSENT) {
        return ABSENT;
      }
      all = each == UNKNOWN ? UNKNOWN : all;
    }
    return all;
  }
}
