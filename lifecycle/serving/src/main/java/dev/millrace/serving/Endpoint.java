package dev.millrace.serving;

import dev.millrace.model.Signature;
import java.util.Optional;

/**
 * Where a client asks a model.
 *
 * @param version the only one to be answered by; whichever is served if empty
 * @param signature what the model takes and gives
 */
public record Endpoint(String model, Optional<Integer> version, Signature signature) {

  /** Whichever version is served, which may be another at the next request. */
  public static Endpoint ofAnyVersion(String model, Signature signature) {
    return new Endpoint(model, Optional.empty(), signature);
  }

  /** The same model, whichever version of it is served. */
  public Endpoint ofAnyVersion() {
    return ofAnyVersion(model, signature);
  }

  String path() {
    return path(model, version);
  }

  static String path(String model, Optional<Integer> version) {
    return "/v2/models/" + model + version.map(number -> "/versions/" + number).orElse("");
  }
}
