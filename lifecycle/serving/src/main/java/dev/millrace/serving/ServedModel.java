package dev.millrace.serving;

import dev.millrace.core.error.UserError;
import dev.millrace.model.Batch;
import dev.millrace.model.RowCodec;
import dev.millrace.model.Signature;
import dev.millrace.model.bundle.ModelBundle;
import dev.millrace.model.predict.ModelRuntime;
import dev.millrace.serving.text.ModelName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * One version of a named model, ready to answer. Immutable: a swap replaces the whole, and requests
 * that hold the old one finish with it.
 *
 * @param runtime what computes the predictions
 * @param asked writes the rows of {@code predictor}'s inputs for the log
 * @param answered writes the rows of its outputs
 */
record ServedModel(
    String name,
    int version,
    Signature signature,
    ModelRuntime runtime,
    UnaryOperator<Batch> predictor,
    RowCodec asked,
    RowCodec answered) {

  /** Of our own kernels, or of anything else in Java. */
  ServedModel(String name, int version, Signature signature, UnaryOperator<Batch> predictor) {
    this(name, version, signature, ModelRuntime.JAVA, predictor);
  }

  ServedModel(
      String name,
      int version,
      Signature signature,
      ModelRuntime runtime,
      UnaryOperator<Batch> predictor) {
    this(
        name,
        version,
        signature,
        runtime,
        predictor,
        RowCodec.ofInputs(signature),
        RowCodec.ofOutputs(signature));
  }

  /**
   * Reads and checks a whole bundle.
   *
   * @throws UserError naming what is wrong with it
   */
  static ServedModel load(String name, int version, Path directory) {
    try {
      ModelBundle bundle = ModelBundle.open(directory);
      return new ServedModel(
          ModelName.checked(name),
          version,
          bundle.signature(),
          bundle.manifest().runtime(),
          bundle.predictor()::predict);
    } catch (IOException e) {
      throw UserError.failure("the bundle " + directory + " cannot be read: " + e.getMessage())
          .causedBy(e);
    }
  }
}
