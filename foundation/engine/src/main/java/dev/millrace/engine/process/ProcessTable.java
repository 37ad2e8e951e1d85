package dev.millrace.engine.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** The processes of this machine. */
interface ProcessTable {

  /**
   * The running processes that bear a mark, and those that descend from them or from known ones.
   * One that has ended and was not waited for does not run.
   *
   * @param known processes of the program
   */
  Set<ProcessHandle> find(Marks marks, Set<ProcessHandle> known);

  /** What else is known of a program once it has started, as far as the system tells. */
  Marks more(Marks marks, long pid);

  static ProcessTable ofThisSystem() {
    return Files.isReadable(Path.of("/proc/self/environ"))
        ? new LinuxProcesses(Path.of("/proc"))
        : new PortableProcesses();
  }
}
