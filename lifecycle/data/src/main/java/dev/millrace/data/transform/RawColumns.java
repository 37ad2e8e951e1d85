package dev.millrace.data.transform;

import dev.millrace.model.DataType;
import dev.millrace.model.Signature.Field;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Predicate;

/**
 * The raw columns that features may be made of.
 *
 * @param types by name, in the order of the examples
 * @param nullable whether a column may be missing
 */
record RawColumns(SequencedMap<String, DataType> types, Predicate<String> nullable) {

  Field field(String name) {
    DataType type = types.get(name);
    if (type == null) {
      throw new IllegalArgumentException("there is no column '" + name + "'");
    }
    return new Field(name, type, nullable.test(name));
  }

  /** Some of them, in the order of the examples. */
  List<Field> fields(Collection<String> wanted) {
    return types.keySet().stream().filter(wanted::contains).map(this::field).toList();
  }

  /** Types of some of them, in the order in which they are named. */
  SequencedMap<String, DataType> typesOf(Collection<String> wanted) {
    SequencedMap<String, DataType> some = new LinkedHashMap<>();
    wanted.forEach(name -> some.put(name, field(name).type()));
    return some;
  }
}
