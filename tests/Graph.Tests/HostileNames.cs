using System.Text;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Bolt;

namespace StreamingTracker.Backup.Graph.Tests;

/// <summary>
/// Names and settings that carry Cypher, in every place of a backup that has text: put into a server, none of it may run. One contract
/// for the sandbox and the real server.
/// </summary>
internal static class HostileNames
{
    // Each would, if it got out of its quotes or were run as it is, make a node that nobody asked for.
    private static readonly string[] Names =
    [
        "`) ON (e.p) CREATE (:Pwned) //",
        "x`) REQUIRE (e.`p`) IS UNIQUE; CREATE (:Pwned); //",
        @"x\u0060) ON (e.p) CREATE (:Pwned) //",
        @"\\u0060) CREATE (:Pwned) //",
        "x``) CREATE (:Pwned) //",
        "\n*/ CREATE (:Pwned) /*",
        "$name",
        "'}) CREATE (:Pwned) //",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Labels, types, property names, index names and the statements kept for people.</summary>
    public static async Task AssertNothingRunsAsync(BoltConnection connection)
    {
        string[] kinds = ["RANGE", "TEXT", "POINT", "FULLTEXT", "UNIQUENESS"];
        SchemaObject[] objects = [.. kinds.SelectMany(kind => Names.Select((name, i) => Object(kind, name, $"{kind} {i} {name}")))];
        var schema = new GraphSchema(
            [.. objects.Where(SchemaStatements.IsConstraint).OrderBy(o => o.Name, StringComparer.Ordinal)],
            [.. objects.Where(o => !SchemaStatements.IsConstraint(o)).OrderBy(o => o.Name, StringComparer.Ordinal)]);
        using var folder = new BackupFolder();
        var backup = await folder.WriteAsync(schema, (writer, labels) =>
        {
            for (var i = 0; i < Names.Length; i++)
            {
                writer.BeginNode(i, labels.Intern([Names[i]]));
                writer.Name(Encoding.UTF8.GetBytes(Names[i]));
                writer.String(Encoding.UTF8.GetBytes(Names[i]));
                writer.EndEntity();
            }

            for (var i = 0; i < Names.Length; i++)
            {
                var set = labels.Intern([Names[i]]);
                writer.BeginRelationship(i, Encoding.UTF8.GetBytes(Names[i]), i, set, i, set);
                writer.EndEntity();
            }
        });

        await BackupFolder.ImportAsync(connection, backup);

        var facts = await DatabaseInspector.InspectAsync(connection, Cancellation);
        Assert.Equal((Names.Length, Names.Length), (facts.Nodes, facts.Relationships));
        var there = await SchemaReader.ReadAsync(connection, Cancellation);
        Assert.Empty(SchemaComparison.Differences(schema, there));
        var again = await folder.ExportAsync(connection);
        Assert.Equal(Names.Order(StringComparer.Ordinal), again.Manifest!.Counts.NodesByLabels.Select(set => Assert.Single(set.Labels)));
        Assert.Equal(Names.Order(StringComparer.Ordinal), again.Manifest.Counts.RelationshipsByType.Select(type => type.Type));
    }

    /// <summary>Kinds and settings, which stand where no name can: refused, and nothing runs.</summary>
    public static async Task AssertRefusedAsync(BoltConnection connection)
    {
        SchemaObject[] refused =
        [
            Object("RANGE INDEX x FOR (e:A) ON (e.p) //", "A", "kind"),
            Object("POINT", "A", "setting") with { Config = new Dictionary<string, object> { ["x'}} CREATE (:Pwned) //"] = 1L } },
            Object("POINT", "A", "value") with { Config = new Dictionary<string, object> { ["spatial.cartesian.min"] = "[0,0]}} CREATE (:Pwned) //" } },
        ];
        foreach (var o in refused)
        {
            using var folder = new BackupFolder();
            var backup = await folder.WriteAsync(new GraphSchema([], [o]), (_, _) => { });
            await Assert.ThrowsAnyAsync<GraphException>(() => BackupFolder.ImportAsync(connection, backup));
            Assert.Equal(0, (await DatabaseInspector.InspectAsync(connection, Cancellation)).Nodes);
            Assert.DoesNotContain((await SchemaReader.ReadAsync(connection, Cancellation)).Indexes, index => index.Name == o.Name);
        }
    }

    private static SchemaObject Object(string kind, string label, string name) => new()
    {
        Name = name,
        Kind = kind,
        Entity = kind == "RANGE" ? SchemaEntity.Relationship : SchemaEntity.Node,
        LabelsOrTypes = [label],
        Properties = [label],
        CreateStatement = "CREATE (:Pwned)",
    };
}
