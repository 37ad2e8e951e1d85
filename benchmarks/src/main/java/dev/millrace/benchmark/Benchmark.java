package dev.millrace.benchmark;

import java.util.List;

/** Something that is measured, in one sitting. */
public interface Benchmark {

  /** Of its figures: {@code flights} for {@code flights-cold} and {@code flights-cold-memory}. */
  String name();

  /**
   * Checks the answer, then measures.
   *
   * @throws WrongAnswer if what is timed does not do what it should
   * @throws Unable if something that it needs is not on this machine
   */
  List<Figure> measure(Bench bench) throws Exception;

  /** What would be timed is wrong, so its time means nothing. */
  final class WrongAnswer extends RuntimeException {
    private static final long serialVersionUID = 1;

    public WrongAnswer(String message) {
      super(message);
    }
  }

  /** This machine lacks something; the message says what to install. */
  final class Unable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Unable(String message) {
      super(message);
    }
  }

  /** Fails the benchmark unless something holds. */
  static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new WrongAnswer(otherwise);
    }
  }
}
