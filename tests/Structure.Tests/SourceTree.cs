using System.Xml.Linq;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Structure.Tests;

/// <summary>The repository these tests were built from, as files: nothing is loaded, so a rule can't be bent by what a build does.</summary>
internal static class SourceTree
{
    public static IReadOnlyList<ProjectFile> Projects { get; } =
        [.. Files("*.csproj").Select(path => new ProjectFile(path, XDocument.Load(path))).OrderBy(project => project.Name, StringComparer.Ordinal)];

    public static IReadOnlyList<ProjectFile> SourceProjects { get; } =
        [.. Projects.Where(project => !project.Folder.StartsWith("tests/", StringComparison.Ordinal) && project.Folder != "benchmarks")];

    public static IReadOnlyList<ProjectFile> TestProjects { get; } =
        [.. Projects.Where(project => project.Folder.StartsWith("tests/", StringComparison.Ordinal))];

    /// <summary>Every file of ours that matches, build output left out.</summary>
    public static IEnumerable<string> Files(string pattern) => Directory
        .EnumerateFiles(RepositoryRoot.Path, pattern, SearchOption.AllDirectories)
        .Where(path => !Relative(path).Split('/').Any(part => part is "bin" or "obj"));

    public static string Relative(string path) => Path.GetRelativePath(RepositoryRoot.Path, path).Replace('\\', '/');
}

internal sealed record ProjectFile(string Path, XDocument Xml)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public string Folder => System.IO.Path.GetDirectoryName(SourceTree.Relative(Path))!.Replace('\\', '/');

    public IEnumerable<string> References => Xml.Descendants("ProjectReference")
        .Select(reference => System.IO.Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!));
}
