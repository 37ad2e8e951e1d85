package dev.millrace.engine.code;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * The classes that a class file names, in class entries of its constant pool and in descriptors and
 * generic signatures, which are plain text there (JVM specification, 4.4 and 4.7.9.1).
 *
 * <p>The pool is read as bytes: a run that finds all in the cache spends most of its time starting
 * up, and the platform's class-file reader, which builds objects for all there is, took half as
 * long again as everything else that {@link CodeIdentity} does.
 *
 * @param names internal names, without those of {@code java.*}, which are never of interest
 * @param loadsServices true if {@link java.util.ServiceLoader} is among them
 */
record References(Set<String> names, boolean loadsServices) {

  private static final String JAVA = "java/";
  private static final String SERVICE_LOADER = "java/util/ServiceLoader";
  private static final int POOL_COUNT = 8;
  private static final int POOL = 10;

  static References of(byte[] classFile) {
    int count = u2(classFile, POOL_COUNT);
    int[] texts = new int[count];
    int[] classes = new int[count];
    int classCount = 0;
    Set<String> names = new HashSet<>();
    int at = POOL;
    for (int index = 1; index < count; index++) {
      int tag = classFile[at];
      switch (tag) {
        case 1 -> {
          texts[index] = at;
          addTypes(classFile, at, names);
        }
        case 5, 6 -> index++; // a long or double takes the place of two entries
        case 7 -> classes[classCount++] = u2(classFile, at + 1);
        default -> {}
      }
      at += tag == 1 ? 3 + u2(classFile, at + 1) : sizeOf(tag);
    }
    boolean loadsServices = false;
    for (int i = 0; i < classCount; i++) {
      String name = text(classFile, texts[classes[i]]);
      loadsServices |= name.equals(SERVICE_LOADER);
      if (!name.startsWith("[")) {
        add(name, names);
      }
    }
    return new References(names, loadsServices);
  }

  /** Bytes of an entry with its tag (JVM specification, table 4.4-A). */
  private static int sizeOf(int tag) {
    return switch (tag) {
      case 7, 8, 16, 19, 20 -> 3;
      case 15 -> 4;
      case 3, 4, 9, 10, 11, 12, 17, 18 -> 5;
      case 5, 6 -> 9;
      default -> throw new IllegalArgumentException("not a class file: constant with tag " + tag);
    };
  }

  private static void add(String name, Set<String> names) {
    if (!name.isEmpty() && !name.startsWith(JAVA)) {
      names.add(name);
    }
  }

  /**
   * Adds every {@code Lname;} of a text that may be a descriptor or a generic signature: those of
   * fields, methods, arrays and annotations are all such texts. One that only looks like it adds a
   * name behind which no class is found.
   */
  private static void addTypes(byte[] classFile, int entry, Set<String> names) {
    if (u2(classFile, entry + 1) == 0 || "([L<".indexOf(classFile[entry + 3]) < 0) {
      return;
    }
    String text = text(classFile, entry);
    int from = text.indexOf('L');
    while (from >= 0) {
      int end = from + 1;
      while (end < text.length() && isNamePart(text.charAt(end))) {
        end++;
      }
      if (end < text.length() && (text.charAt(end) == ';' || text.charAt(end) == '<')) {
        add(text.substring(from + 1, end), names);
      }
      from = text.indexOf('L', end);
    }
  }

  private static boolean isNamePart(char c) {
    return c == '/' || Character.isJavaIdentifierPart(c);
  }

  private static String text(byte[] classFile, int entry) {
    return new String(classFile, entry + 3, u2(classFile, entry + 1), StandardCharsets.UTF_8);
  }

  private static int u2(byte[] bytes, int at) {
    return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
  }
}
