package dev.millrace.store.faults;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/** How a call can go wrong. */
public enum Fault {
  NO_SPACE,
  /** Half of what was to be written is. */
  SHORT_WRITE,
  NOT_FORCED,
  NOT_PERMITTED,
  FAILED;

  /** What can be asked of a file system. */
  public enum Call {
    OPEN,
    READ,
    WRITE,
    FORCE,
    LOCK,
    MAKE,
    MOVE,
    DELETE,
    LIST,
    LOOK,
    CHANGE
  }

  public boolean canHappenTo(Call call) {
    return switch (this) {
      case NO_SPACE ->
          call == Call.OPEN || call == Call.WRITE || call == Call.MAKE || call == Call.MOVE;
      case SHORT_WRITE -> call == Call.WRITE;
      case NOT_FORCED -> call == Call.FORCE;
      case NOT_PERMITTED -> call != Call.WRITE && call != Call.FORCE && call != Call.LOCK;
      case FAILED -> true;
    };
  }

  IOException of(String path) {
    return switch (this) {
      case NO_SPACE, SHORT_WRITE -> new FileSystemException(path, null, "No space left on device");
      case NOT_PERMITTED -> new AccessDeniedException(path);
      case NOT_FORCED, FAILED -> new FileSystemException(path, null, "Input/output error");
    };
  }
}
