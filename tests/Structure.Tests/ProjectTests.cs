using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Structure.Tests;

/// <summary>What holds for every project file.</summary>
public sealed class ProjectTests
{
    private const string TestsSuffix = ".Tests";

    // Its packages are not on every feed.
    private const string BehindSwitch = "AppHost.Aspire.Tests";

    [Fact]
    public void Every_source_project_has_its_test_project_and_every_test_project_its_source()
    {
        var mirrored = SourceTree.TestProjects
            .Where(project => project.Name.EndsWith(TestsSuffix, StringComparison.Ordinal) && project.Name is not ("Structure.Tests" or BehindSwitch))
            .Select(project => project.Name[..^TestsSuffix.Length]);

        Assert.Equal(SourceTree.SourceProjects.Select(project => project.Name), mirrored);
    }

    [Fact]
    public void Every_project_is_in_the_solution_so_that_one_command_builds_and_tests_it()
    {
        var solution = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "StreamingTracker.Backup.sln")).Replace('\\', '/');

        Assert.All(
            SourceTree.Projects.Where(project => project.Name != BehindSwitch),
            project => Assert.Contains($"\"{SourceTree.Relative(project.Path)}\"", solution, StringComparison.Ordinal));
        Assert.DoesNotContain(BehindSwitch, solution, StringComparison.Ordinal);
    }

    [Fact]
    public void What_not_every_feed_has_is_asked_for_under_its_switch_alone()
    {
        var always =
            from project in SourceTree.Projects
            from element in project.Xml.Descendants()
            let wanted = (string?)element.Attribute("Sdk") ?? (element.Name.LocalName == "PackageReference" ? (string?)element.Attribute("Include") : null)
            where wanted?.StartsWith("Aspire.", StringComparison.Ordinal) is true
            where !element.AncestorsAndSelf().Any(scope => (string?)scope.Attribute("Condition") == "'$(UseAspire)' == 'true'")
            select $"{project.Name}: {wanted}";

        Assert.Empty(always);
    }

    [Fact]
    public void Package_versions_are_central_alone()
    {
        var own =
            from project in SourceTree.Projects
            from package in project.Xml.Descendants("PackageReference")
            where package.Attribute("Version") is not null || package.Attribute("VersionOverride") is not null || package.Element("Version") is not null
            select $"{project.Name}: {(string?)package.Attribute("Include")}";

        Assert.Empty(own);
    }

    [Fact]
    public void A_namespace_says_which_folder_its_file_is_in()
    {
        var elsewhere =
            from file in SourceTree.Files("*.cs")
            let project = SourceTree.Projects.Single(project => file.StartsWith(Path.GetDirectoryName(project.Path)! + '/', StringComparison.Ordinal))
            let folder = Path.GetRelativePath(Path.GetDirectoryName(project.Path)!, Path.GetDirectoryName(file)!)
            let expected = $"StreamingTracker.Backup.{project.Name}" + (folder == "." ? "" : "." + folder.Replace('/', '.'))
            from line in File.ReadLines(file)
            where line.StartsWith("namespace ", StringComparison.Ordinal) && line != $"namespace {expected};"
            select $"{SourceTree.Relative(file)}: {line}";

        Assert.Empty(elsewhere);
    }

    [Fact]
    public void A_file_is_one_thing_and_so_never_long() =>
        Assert.Empty(SourceTree.Files("*.cs").Where(file => File.ReadLines(file).Count() > 250).Select(SourceTree.Relative));
}
