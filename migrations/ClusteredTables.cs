using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Store.Migrations;

/// <summary>
/// Keeps the rows of a new table in the order of a key of several columns, as SQL Server does by itself: the embedded engine would keep rows by number and the key as an index
/// beside them, and each line of a ticket would be written twice. Rows with text of any length stay by number: they would make the tree of the key deep.
/// </summary>
internal sealed class ClusteredTables(MigrationsSqlGeneratorDependencies dependencies, IRelationalAnnotationProvider annotations)
    : SqliteMigrationsSqlGenerator(dependencies, annotations)
{
    protected override void Generate(CreateTableOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        base.Generate(operation, model, builder, terminate: false);
        if (operation.PrimaryKey is { Columns.Length: > 1 } && operation.Columns.TrueForAll(column => column.ClrType != typeof(string) || column.MaxLength is not null))
            builder.Append(" WITHOUT ROWID");
        if (terminate)
        {
            builder.AppendLine(Dependencies.SqlGenerationHelper.StatementTerminator);
            EndStatement(builder);
        }
    }
}
