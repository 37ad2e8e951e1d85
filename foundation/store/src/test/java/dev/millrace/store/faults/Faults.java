package dev.millrace.store.faults;

import dev.millrace.store.faults.Fault.Call;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts the calls to a file system and lets one of them go wrong, alone or with all that follow.
 * Safe for use by many threads, though then which call is the n-th may differ.
 */
public final class Faults {
  private final List<Call> calls = new ArrayList<>();
  private Fault fault = Fault.FAILED;
  private int first = Integer.MAX_VALUE;
  private int last = Integer.MAX_VALUE;

  /** The same path in a file system whose calls are counted here. */
  public Path over(Path path) {
    return new FaultyFileSystem(FileSystems.getDefault(), this).over(path.toAbsolutePath());
  }

  /** From here on nothing goes wrong, and calls are counted from the first. */
  public synchronized void clear() {
    calls.clear();
    first = Integer.MAX_VALUE;
    last = Integer.MAX_VALUE;
  }

  /** Counts calls from the first, and lets one go wrong. */
  public synchronized void failAt(int call, Fault how) {
    clear();
    fault = how;
    first = call;
    last = call;
  }

  /**
   * Counts calls from the first, and lets one go wrong, and all later ones to which it can happen.
   */
  public synchronized void failFrom(int call, Fault how) {
    failAt(call, how);
    last = Integer.MAX_VALUE;
  }

  /** What was called since the count began. */
  public synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  void call(Call call, Path path) throws IOException {
    if (fails(call)) {
      throw fault.of(path.toString());
    }
  }

  /** True if a write is to be cut short, and then fail. */
  boolean cutsShort(Path path) throws IOException {
    boolean fails = fails(Call.WRITE);
    if (fails && fault != Fault.SHORT_WRITE) {
      throw fault.of(path.toString());
    }
    return fails;
  }

  IOException failure(Path path) {
    return fault.of(path.toString());
  }

  private synchronized boolean fails(Call call) {
    calls.add(call);
    int number = calls.size();
    return number >= first && number <= last && fault.canHappenTo(call);
  }
}
