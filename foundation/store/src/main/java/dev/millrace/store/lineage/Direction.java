package dev.millrace.store.lineage;

import dev.millrace.store.database.Sql;
import dev.millrace.store.lineage.Edge.Link;
import java.util.Collection;
import java.util.List;

/**
 * Which way a walk goes. A run that it comes upon is named but not left again: everything else that
 * the run did would belong to the lineage. Only a walk that begins with a run goes on from it.
 */
enum Direction {
  UPSTREAM {
    @Override
    List<Relation> relations(Kind kind, boolean root) {
      if (kind == Kind.RUN) {
        return root ? List.of(Relation.RAN, Relation.REUSED) : List.of();
      }
      // Equal content was made by another execution, which has a lineage of its own.
      return Relation.ALL.stream()
          .filter(each -> each.to() == kind && each.link() != Link.SAME_CONTENT)
          .toList();
    }

    @Override
    List<Edge> edges(Sql sql, Relation relation, Kind kind, Collection<String> keys, int most) {
      // What a run ran, and what it found, is where its upstream begins.
      return kind == Kind.RUN && relation.from() == Kind.RUN
          ? relation.from(sql, keys, most)
          : relation.to(sql, keys, most);
    }
  },

  DOWNSTREAM {
    @Override
    List<Relation> relations(Kind kind, boolean root) {
      return kind == Kind.RUN && !root
          ? List.of()
          : Relation.ALL.stream().filter(each -> each.from() == kind).toList();
    }

    @Override
    List<Edge> edges(Sql sql, Relation relation, Kind kind, Collection<String> keys, int most) {
      return relation.from(sql, keys, most);
    }
  };

  /** Along which edges the walk leaves nodes of a kind. */
  abstract List<Relation> relations(Kind kind, boolean root);

  abstract List<Edge> edges(
      Sql sql, Relation relation, Kind kind, Collection<String> keys, int most);
}
