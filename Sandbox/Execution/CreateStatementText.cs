using System.Globalization;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Graph;

namespace StreamingTracker.Backup.Sandbox.Execution;

/// <summary>The statement that would create a constraint or index, in the words of the real server's <c>createStatement</c>.</summary>
internal static class CreateStatementText
{
    public static string Of(SchemaObject definition)
    {
        var isNode = definition.Entity is SchemaEntity.Node;
        var variable = isNode ? "n" : "r";
        var labels = string.Join('|', definition.LabelsOrTypes.Select(Quote));
        var named = labels.Length == 0 ? variable : $"{variable}:{labels}";
        var pattern = isNode ? $"({named})" : $"()-[{named}]-()";
        var properties = string.Join(", ", definition.Properties.Select(property => $"{variable}.{Quote(property)}"));
        var what = SchemaStatements.IsConstraint(definition) ? "CONSTRAINT" : $"{definition.Kind} INDEX";
        var body = definition.Kind switch
        {
            "LOOKUP" => isNode ? "ON EACH labels(n)" : "ON EACH type(r)",
            "FULLTEXT" => $"ON EACH [{properties}]",
            _ when SchemaStatements.IsConstraint(definition) => $"REQUIRE ({properties}) IS UNIQUE",
            _ => $"ON ({properties})",
        };
        return $"CREATE {what} {Quote(definition.Name)} FOR {pattern} {body}{Options(definition)}";
    }

    private static string Options(SchemaObject definition)
    {
        if (definition.Config.Count == 0) return "";
        var settings = definition.Config.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{Quote(s.Key)}: {Value(s.Value)}");
        return $" OPTIONS {{indexConfig: {{{string.Join(',', settings)}}}}}";
    }

    private static string Value(object value) => value switch
    {
        bool boolean => boolean ? "true" : "false",
        string text => $"'{text}'",
        IEnumerable<double> corner => $"[{string.Join(", ", corner.Select(Number))}]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Number(double number) => number.ToString("0.0###############", CultureInfo.InvariantCulture);

    private static string Quote(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";
}
