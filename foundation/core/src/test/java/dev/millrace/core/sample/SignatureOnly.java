package dev.millrace.core.sample;

import dev.millrace.core.component.Component;
import dev.millrace.core.component.TaskContext;

/** A component that is only wired, never run. */
abstract class SignatureOnly<I extends Record, O extends Record> implements Component<I, O> {

  @Override
  public O run(I inputs, TaskContext task) {
    throw new UnsupportedOperationException("this component has a signature and no code");
  }
}
