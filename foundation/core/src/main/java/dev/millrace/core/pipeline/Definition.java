package dev.millrace.core.pipeline;

import dev.millrace.core.component.Component;
import dev.millrace.core.component.RecordSignature;

/**
 * What a step written in Java is.
 *
 * @param signature its records and their ports
 */
record Definition<O extends Record>(StepBody body, RecordSignature signature) {

  static <O extends Record> Definition<O> of(Component<?, O> component) {
    RecordSignature signature = RecordSignature.of(component);
    return new Definition<>(new StepBody.Uses(signature.ports().name()), signature);
  }

  /** What a step of this definition will make. */
  @SuppressWarnings("unchecked") // the signature was read from O itself
  O promised(String id) {
    return (O) signature.promisedOutputs(id);
  }
}
