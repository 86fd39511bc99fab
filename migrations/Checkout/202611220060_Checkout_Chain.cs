using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Checkout;

/// <summary>The hash chain of each register's sales, and the open shift on the register itself: several registers may sell in one shift.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611220060_Checkout_Chain")]
public sealed class Checkout_Chain : StoreMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var codePointOrder = ForSqlServer ? "Latin1_General_100_BIN2" : null;
        var prefix = ForSqlServer ? "checkout." : "";

        migrationBuilder.AddColumn<string>("PreviousHash", "Sales", schema: "checkout", maxLength: 44, nullable: true, collation: codePointOrder);
        migrationBuilder.AddColumn<string>("Hash", "Sales", schema: "checkout", maxLength: 44, nullable: true, collation: codePointOrder);
        migrationBuilder.AddColumn<string>("LastHash", "Registers", schema: "checkout", maxLength: 44, nullable: true, collation: codePointOrder);
        migrationBuilder.AddColumn<long>("OpenShiftId", "Registers", schema: "checkout", nullable: true);
        migrationBuilder.Sql($"""
            UPDATE {prefix}Registers
            SET    OpenShiftId = (SELECT s.ShiftId FROM {prefix}Shifts s WHERE s.RegisterId = {prefix}Registers.RegisterId AND s.State = 'Open')
            """);

        migrationBuilder.DropIndex("UX_Shifts_Open", "Shifts", schema: "checkout");
        migrationBuilder.CreateIndex("IX_Shifts_Register", "Shifts", ["RegisterId", "ShiftId"], schema: "checkout");
        migrationBuilder.CreateIndex("IX_Sales_Shift", "Sales", ["ShiftId", "SaleId"], schema: "checkout", filter: "ShiftId IS NOT NULL");
    }
}
