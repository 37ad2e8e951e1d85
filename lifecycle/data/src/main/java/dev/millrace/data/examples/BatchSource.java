package dev.millrace.data.examples;

/** Passes rows on, batch by batch, in their order. */
@FunctionalInterface
public interface BatchSource {
  void read(BatchConsumer consumer) throws Exception;
}
