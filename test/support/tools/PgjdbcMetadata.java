import java.sql.*;
import java.util.*;

/** pgjdbc's DatabaseMetaData, and what it finds out about the columns of a result. Argument: JDBC-less URI parts as `host port database user password`. */
public class PgjdbcMetadata {
  interface Work { Object run() throws SQLException; }

  public static void main(String[] words) throws Exception {
    Properties properties = new Properties();
    properties.setProperty("user", words[3]);
    properties.setProperty("password", words[4]);
    properties.setProperty("sslmode", "disable");
    try (Connection connection = DriverManager.getConnection("jdbc:postgresql://" + words[0] + ":" + words[1] + "/" + words[2], properties)) {
      DatabaseMetaData meta = connection.getMetaData();
      String[] kinds = {"TABLE", "VIEW", "SEQUENCE", "INDEX"};
      say("schemas", () -> rows(meta.getSchemas()));
      say("schemas.pattern", () -> rows(meta.getSchemas(null, "p%")));
      say("catalogs", () -> rows(meta.getCatalogs()));
      say("tables", () -> rows(meta.getTables(null, "public", "%", null)));
      say("tables.kinds", () -> rows(meta.getTables(null, null, "m%", kinds)));
      say("tableTypes", () -> rows(meta.getTableTypes()));
      say("columns", () -> rows(meta.getColumns(null, "public", "%", "%")));
      say("columns.pattern", () -> rows(meta.getColumns(null, "public", "memb%", "%mail")));
      say("primaryKeys", () -> rows(meta.getPrimaryKeys(null, "public", "members")));
      say("importedKeys", () -> rows(meta.getImportedKeys(null, "public", "orders")));
      say("exportedKeys", () -> rows(meta.getExportedKeys(null, "public", "members")));
      say("crossReference", () -> rows(meta.getCrossReference(null, "public", "members", null, "public", "payout_tax")));
      say("indexInfo", () -> rows(meta.getIndexInfo(null, "public", "members", false, true)));
      say("bestRow", () -> rows(meta.getBestRowIdentifier(null, "public", "members", DatabaseMetaData.bestRowSession, true)));
      say("versionColumns", () -> rows(meta.getVersionColumns(null, "public", "members")));
      say("tablePrivileges", () -> rows(meta.getTablePrivileges(null, "public", "%")));
      say("columnPrivileges", () -> rows(meta.getColumnPrivileges(null, "public", "members", "%")));
      say("typeInfo", () -> rows(meta.getTypeInfo()));
      say("udts", () -> rows(meta.getUDTs(null, "pii", "%", null)));
      say("functions", () -> rows(meta.getFunctions(null, "pii", "%")));
      say("functionColumns", () -> rows(meta.getFunctionColumns(null, "pii", "sub%", "%")));
      say("procedures", () -> rows(meta.getProcedures(null, "pii", "%")));
      say("procedureColumns", () -> rows(meta.getProcedureColumns(null, "pii", "%", "%")));
      say("clientInfo", () -> rows(meta.getClientInfoProperties()));
      say("keywords", meta::getSQLKeywords);
      say("maxName", meta::getMaxTableNameLength);
      say("maxKeys", meta::getMaxIndexLength);
      say("version", () -> meta.getDatabaseProductName() + " " + meta.getDatabaseMajorVersion());
      say("result", () -> {
        try (PreparedStatement statement = connection.prepareStatement("select id, joined_at, grade, id + 1 as next from members where id = ?")) {
          ResultSetMetaData found = statement.getMetaData();
          List<Object> columns = new ArrayList<>();
          for (int n = 1; n <= found.getColumnCount(); n++)
            columns.add(List.of(found.getColumnName(n), found.getTableName(n), found.getColumnTypeName(n), found.isNullable(n), found.isAutoIncrement(n), found.getSchemaName(n), found.getPrecision(n)));
          return columns;
        }
      });
      say("result.sealed", () -> {
        try (PreparedStatement statement = connection.prepareStatement("select email, name_ko as 이름 from members where email = ?")) {
          ResultSetMetaData found = statement.getMetaData();
          ParameterMetaData parameters = statement.getParameterMetaData();
          List<Object> columns = new ArrayList<>();
          for (int n = 1; n <= found.getColumnCount(); n++)
            columns.add(List.of(found.getColumnLabel(n), found.getTableName(n), found.isNullable(n)));
          columns.add(parameters.getParameterCount());
          return columns;
        }
      });
    }
  }

  static void say(String step, Work work) {
    Object got;
    try {
      got = work.run();
    } catch (SQLException error) {
      got = "error " + error.getSQLState() + " " + error.getMessage();
    }
    System.out.println("{\"step\":" + quoted(step) + ",\"got\":" + quoted(String.valueOf(got)) + "}");
  }

  static String rows(ResultSet found) throws SQLException {
    StringBuilder text = new StringBuilder();
    try (found) {
      int columns = found.getMetaData().getColumnCount();
      while (found.next()) {
        for (int n = 1; n <= columns; n++) text.append(found.getString(n)).append('|');
        text.append('\n');
      }
    }
    return text.toString();
  }

  static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : text.toCharArray())
      if (c == '"' || c == '\\') out.append('\\').append(c);
      else if (c < 0x20) out.append(String.format("\\u%04x", (int) c));
      else out.append(c);
    return out.append('"').toString();
  }
}
