package dev.millrace.data.examples;

import dev.millrace.data.scan.Scan;

/** Takes the next rows, which are gone when it returns. */
@FunctionalInterface
public interface ScanConsumer {
  void accept(Scan scan) throws InterruptedException;
}
