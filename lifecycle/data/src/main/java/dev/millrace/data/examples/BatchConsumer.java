package dev.millrace.data.examples;

import dev.millrace.model.Batch;

/** Takes the next rows; the batch is the consumer's to keep. */
@FunctionalInterface
public interface BatchConsumer {
  void accept(Batch batch) throws InterruptedException;
}
