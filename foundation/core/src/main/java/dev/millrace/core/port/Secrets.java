package dev.millrace.core.port;

import java.util.Optional;

/** Where the values of secrets come from. They are asked for when a task starts, and never kept. */
public interface Secrets {

  /**
   * The value of a secret.
   *
   * @throws dev.millrace.core.error.UserError if it is there, and others can read it too
   */
  Optional<String> find(String name);

  /** How to give a secret that is missing, for people. */
  String remedy(String name);

  /** There are none. */
  static Secrets none() {
    return new Secrets() {
      @Override
      public Optional<String> find(String name) {
        return Optional.empty();
      }

      @Override
      public String remedy(String name) {
        return "no secrets are kept here";
      }
    };
  }
}
