using System.Xml.Linq;

namespace StreamingTracker.Backup.Structure.Tests;

/// <summary>The repository these tests were built from, as files: nothing is loaded, so a rule can't be bent by what a build does.</summary>
internal static class SourceTree
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<ProjectFile> Projects { get; } =
        [.. Files("*.csproj").Select(path => new ProjectFile(path, XDocument.Load(path))).OrderBy(project => project.Name, StringComparer.Ordinal)];

    public static IReadOnlyList<ProjectFile> SourceProjects { get; } =
        [.. Projects.Where(project => !project.Folder.StartsWith("tests/", StringComparison.Ordinal) && project.Folder != "benchmarks")];

    public static IReadOnlyList<ProjectFile> TestProjects { get; } =
        [.. Projects.Where(project => project.Folder.StartsWith("tests/", StringComparison.Ordinal))];

    /// <summary>Every file of ours that matches, build output left out.</summary>
    public static IEnumerable<string> Files(string pattern) => Directory
        .EnumerateFiles(Root, pattern, SearchOption.AllDirectories)
        .Where(path => !Relative(path).Split('/').Any(part => part is "bin" or "obj"));

    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "StreamingTracker.Backup.sln"))) return folder.FullName;
        throw new InvalidOperationException("No folder above the test assembly holds StreamingTracker.Backup.sln.");
    }
}

internal sealed record ProjectFile(string Path, XDocument Xml)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public string Folder => System.IO.Path.GetDirectoryName(SourceTree.Relative(Path))!.Replace('\\', '/');

    public IEnumerable<string> References => Xml.Descendants("ProjectReference")
        .Select(reference => System.IO.Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!));
}
