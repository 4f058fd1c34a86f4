using Spectre.Console;
using Spectre.Console.Rendering;
using StreamingTracker.Backup.Operations;

namespace StreamingTracker.Backup.Cli.Rendering;

/// <summary>Tables without lines: they read well on a terminal and split well in a program.</summary>
internal static class Tables
{
    public static Table Create(params ReadOnlySpan<(string Title, bool IsNumber)> columns)
    {
        var table = new Table { Border = TableBorder.None };
        foreach (var (title, isNumber) in columns)
            table.AddColumn(new TableColumn(new Text(title)) { Alignment = isNumber ? Justify.Right : Justify.Left, NoWrap = true, Padding = new(0, 0, 2, 0) });
        return table;
    }

    /// <summary>Cells of plain text: nothing in a name is taken for markup or obeyed by the terminal.</summary>
    public static IEnumerable<IRenderable> Cells(params string[] texts) => texts.Select(text => new Text(Printable.Text(text)));
}
