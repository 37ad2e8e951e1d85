package dev.millrace.app;

import java.util.Optional;

/**
 * A model as a person names it: {@code name}, {@code name@version} or {@code name@alias}.
 *
 * @param which a version's number or an alias
 */
record ModelReference(String name, Optional<String> which) {

  static ModelReference parse(String text) {
    int at = text.indexOf('@');
    return at < 0
        ? new ModelReference(text, Optional.empty())
        : new ModelReference(text.substring(0, at), Optional.of(text.substring(at + 1)));
  }

  /** The version's number, if that is how the version is named. */
  Optional<Integer> number() {
    return which.filter(text -> text.matches("\\d{1,9}")).map(Integer::valueOf);
  }
}
