package dev.millrace.app;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something that is made when it is first asked for, once. */
final class Lazy<T> {

  private final Supplier<T> maker;
  private @Nullable T made;

  Lazy(Supplier<T> maker) {
    this.maker = maker;
  }

  synchronized T value() {
    T there = made;
    if (there == null) {
      there = maker.get();
      made = there;
    }
    return there;
  }

  /** What was made, if it was asked for. */
  synchronized Optional<T> ifMade() {
    return Optional.ofNullable(made);
  }
}
