using StreamingTracker.Backup.TestKit;
using Xunit;

namespace StreamingTracker.Backup.ServiceKit;

/// <summary>Where the programs of this repository are built.</summary>
public static class ServiceProgram
{
    /// <summary>The assembly of a program, as the build that made this test made it.</summary>
    /// <param name="project">The project's folder, such as <c>BackupWorker</c>; the test's own project has to refer to it.</param>
    public static string Assembly(string project)
    {
        // bin/CONFIGURATION/FRAMEWORK/ of one project is that of all.
        var flavour = Path.GetRelativePath(Path.Combine(AppContext.BaseDirectory, "..", ".."), AppContext.BaseDirectory);
        var assembly = Path.Combine(RepositoryRoot.Path, project, "bin", flavour, $"StreamingTracker.Backup.{project}.dll");
        Assert.True(File.Exists(assembly), $"{project} has not been built: there is no {assembly}");
        return assembly;
    }
}
