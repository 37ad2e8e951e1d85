package dev.millrace.serving.check;

import dev.millrace.model.Signature;
import dev.millrace.model.Signature.Field;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Holds what a server says that a model takes and gives against what its bundle says. */
record SignatureCheck(Signature bundle, Signature served) {

  /** Everything in which the two differ, in words; empty if in nothing. */
  Optional<String> difference() {
    if (bundle.equals(served)) {
      return Optional.empty();
    }
    if (!bundle.inputs().equals(served.inputs())) {
      return Optional.of(differ("inputs", bundle.inputs(), served.inputs()));
    }
    if (!bundle.outputs().equals(served.outputs())) {
      return Optional.of(differ("outputs", bundle.outputs(), served.outputs()));
    }
    return Optional.of("zone " + served.zone() + " in place of " + bundle.zone());
  }

  /** As in "2 inputs and 1 output". */
  String words() {
    return count(bundle.inputs().size(), "input")
        + " and "
        + count(bundle.outputs().size(), "output");
  }

  private static String differ(String what, List<Field> expected, List<Field> found) {
    return what + " " + except(found, expected) + " in place of " + except(expected, found);
  }

  /** The fields that the others lack; all, if only the order differs. */
  private static String except(List<Field> fields, List<Field> others) {
    List<Field> alone = fields.stream().filter(field -> !others.contains(field)).toList();
    boolean sameFields = alone.isEmpty() && fields.size() == others.size();
    String names =
        (sameFields ? fields : alone)
            .stream().map(SignatureCheck::words).collect(Collectors.joining(", "));
    return names.isEmpty() ? "nothing" : names;
  }

  private static String words(Field field) {
    String type = field.type().text() + (field.nullable() ? " or null" : "");
    return "'" + field.name() + "' (" + type + ")";
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
