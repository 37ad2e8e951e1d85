package dev.millrace.engine.code;

import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.util.Set;
import java.util.TreeSet;

/**
 * The classes that a class file names (JVM specification, 4.4 and 4.7.9.1).
 *
 * @param names internal names, without those of {@code java.*}, which are never of interest
 * @param loadsServices true if {@link java.util.ServiceLoader} is among them
 */
record References(Set<String> names, boolean loadsServices) {

  private static final String JAVA = "java/";
  private static final String SERVICE_LOADER = "java/util/ServiceLoader";

  static References of(byte[] classFile) {
    Set<String> names = new TreeSet<>();
    boolean loadsServices = false;
    for (PoolEntry entry : ClassFile.of().parse(classFile).constantPool()) {
      if (entry instanceof ClassEntry type) {
        String name = type.asInternalName();
        loadsServices |= name.equals(SERVICE_LOADER);
        if (!name.startsWith("[")) {
          add(name, names);
        }
      } else if (entry instanceof Utf8Entry text) {
        addTypes(text.stringValue(), names);
      }
    }
    return new References(names, loadsServices);
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
  private static void addTypes(String text, Set<String> names) {
    if (text.isEmpty() || "([L<".indexOf(text.charAt(0)) < 0) {
      return;
    }
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
}
