package dev.millrace.core.expression;

import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** An expression of CEL that is nothing but names with dots between them. */
record CelPath(List<String> names) {

  /** The path that an expression is; empty if it is anything else. */
  static Optional<CelPath> of(CelExpr expression) {
    List<String> names = new ArrayList<>();
    CelExpr at = expression;
    while (at.getKind() == CelExpr.ExprKind.Kind.SELECT && !at.select().testOnly()) {
      names.add(at.select().field());
      at = at.select().operand();
    }
    if (at.getKind() != CelExpr.ExprKind.Kind.IDENT) {
      return Optional.empty();
    }
    names.add(at.ident().name());
    Collections.reverse(names);
    return Optional.of(new CelPath(List.copyOf(names)));
  }

  String root() {
    return names.getFirst();
  }

  String text() {
    return String.join(".", names);
  }

  /** The reference that the path starts with; what follows are keys of its value. */
  Optional<Reference> start() {
    return ReferenceText.start(names)
        .map(ReferenceText.Start::reference)
        .or(() -> Reference.parse(root()).filter(Reference.OneOf.class::isInstance));
  }

  /** The reference that the whole path is. */
  Optional<Reference> whole() {
    return ReferenceText.start(names)
        .filter(start -> start.length() == names.size())
        .map(ReferenceText.Start::reference);
  }
}
