using System.Text;
using Spectre.Console;
using StreamingTracker.Backup.Operations;

namespace StreamingTracker.Backup.Cli.Rendering;

/// <summary>
/// A table without lines: columns two blanks apart, as wide as they must be and never cut, so that a name can be copied from a
/// narrow window and a program can split the lines.
/// </summary>
/// <param name="numbers">The columns, from 0, that are aligned to the right.</param>
internal sealed class PlainTable(params int[] numbers)
{
    private readonly List<string[]> _rows = [];

    /// <summary>Adds a row. What a terminal would obey is spelled out.</summary>
    public void Add(params string[] cells) => _rows.Add([.. cells.Select(Printable.Text)]);

    public void WriteTo(TextWriter output)
    {
        var columns = Enumerable.Range(0, _rows.Max(row => row.Length));
        var widths = columns.Select(column => _rows.Max(row => row[column].GetCellWidth())).ToArray();
        foreach (var row in _rows)
        {
            var line = new StringBuilder();
            for (var column = 0; column < row.Length; column++)
            {
                var blanks = new string(' ', widths[column] - row[column].GetCellWidth());
                line.Append(numbers.Contains(column) ? blanks + row[column] : row[column] + blanks).Append("  ");
            }

            output.WriteLine(line.ToString().TrimEnd());
        }
    }
}
