package dev.millrace.engine.process;

import java.util.HashSet;
import java.util.Set;

/**
 * What Java itself knows: descendants, for as long as each of their ancestors runs. A process that
 * has detached itself is not found.
 */
final class PortableProcesses implements ProcessTable {

  @Override
  public Set<ProcessHandle> find(Marks marks, Set<ProcessHandle> known) {
    Set<ProcessHandle> found = new HashSet<>();
    for (ProcessHandle process : known) {
      found.add(process);
      process.descendants().forEach(found::add);
    }
    found.removeIf(process -> !process.isAlive());
    return found;
  }

  @Override
  public Marks more(Marks marks, long pid) {
    return marks;
  }
}
