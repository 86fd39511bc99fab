using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;

namespace Store.Migrations;

/// <summary>
/// One change of the schema; forward only. Offers the column types Store uses, the same on both engines. Text compares by code point (BIN2) on SQL Server too, so that
/// equality, order and unique indexes are the same everywhere; what people type without regard to case is stored in one case.
/// </summary>
public abstract class StoreMigration : Migration
{
    protected const string CodePointOrder = "Latin1_General_100_BIN2";

    /// <summary>Without a version EF Core takes the migration for one of its first, and makes unique indexes that leave NULLs out.</summary>
    protected override void BuildTargetModel(ModelBuilder modelBuilder) => modelBuilder.HasAnnotation("ProductVersion", ProductInfo.GetVersion());

    /// <summary>Whether the DDL is for SQL Server.</summary>
    protected bool ForSqlServer => ActiveProvider!.EndsWith("SqlServer", StringComparison.Ordinal);

    /// <summary>An id, an amount in minor units, a quantity in thousandths or a counter.</summary>
    protected static OperationBuilder<AddColumnOperation> Long(ColumnsBuilder table, bool nullable = false) => table.Column<long>(nullable: nullable);

    protected static OperationBuilder<AddColumnOperation> Int(ColumnsBuilder table, bool nullable = false) => table.Column<int>(nullable: nullable);

    protected static OperationBuilder<AddColumnOperation> Flag(ColumnsBuilder table) => table.Column<bool>();

    protected OperationBuilder<AddColumnOperation> Text(ColumnsBuilder table, int length, bool nullable = false) =>
        table.Column<string>(maxLength: length, nullable: nullable, collation: ForSqlServer ? CodePointOrder : null);

    /// <summary>Text of any length; never in an index.</summary>
    protected static OperationBuilder<AddColumnOperation> LongText(ColumnsBuilder table, bool nullable = false) => table.Column<string>(nullable: nullable);

    /// <summary>A moment, UTC, to the millisecond; or a wall-clock time of a store where the name says Local.</summary>
    protected static OperationBuilder<AddColumnOperation> Time(ColumnsBuilder table, bool nullable = false) => table.Column<DateTime>(precision: 3, nullable: nullable);

    protected static OperationBuilder<AddColumnOperation> Date(ColumnsBuilder table, bool nullable = false) => table.Column<DateOnly>(nullable: nullable);
}
