namespace StreamingTracker.Backup.Structure.Tests;

/// <summary>Dependencies point one way (docs/architecture.md).</summary>
public sealed class DependencyTests
{
    private static readonly Dictionary<string, string[]> MayKnow = new()
    {
        ["Bolt"] = [],
        ["Archive"] = [],
        ["Graph"] = ["Archive", "Bolt"],
        ["Neo4jHost"] = ["Bolt"],
        ["Sandbox"] = ["Bolt", "Graph"],
        ["Operations"] = ["Archive", "Bolt", "Graph"],
        ["Cli"] = ["Operations"],
        ["AppHost"] = ["Neo4jHost", "Operations", "Sandbox"],
    };

    [Fact]
    public void Every_source_project_has_its_place_among_the_layers() =>
        Assert.Equal(MayKnow.Keys.Order(StringComparer.Ordinal), SourceTree.SourceProjects.Select(project => project.Name));

    [Fact]
    public void A_source_project_knows_only_the_layers_below_it()
    {
        var upwards =
            from project in SourceTree.SourceProjects
            from reference in project.References
            where !MayKnow[project.Name].Contains(reference)
            select $"{project.Name} -> {reference}";

        Assert.Empty(upwards);
    }
}
